import { defineFacts, dword, section, string } from './define-facts';
import { field, isKnown, notKnown, oneOf, orDefault, type Answer, type Fact } from './fact';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/** Which Windows it is. */
export const os = defineFacts({
  id: 'os',
  readings: {
    section: section('os'),
    edition: string(currentVersion, 'EditionID'),
    build: string(currentVersion, 'CurrentBuild'),
    buildNumber: string(currentVersion, 'CurrentBuildNumber'),
    ubr: dword(currentVersion, 'UBR')
  },
  derive: ({ section, edition, build, buildNumber, ubr }) => ({
    /** EditionID of the registry, as stored: `Professional`, `Core`. */
    edition: present(edition),
    /** 7601 is Windows 7 SP1 and Server 2008 R2 SP1, 22631 is Windows 11 23H2. */
    build: present(first(field(section, 'build'), asNumber(build), asNumber(buildNumber))),
    /** Number of the update within the build; 0 before Windows 8.1, which has none. */
    ubr: orDefault(first(field(section, 'ubr'), ubr), 0),
    productType: present(
      oneOf(field(section, 'productType'), ['workstation', 'server', 'domain-controller'] as const)
    ),
    /** `10.0`, `6.1`. */
    version: present(field(section, 'version')),
    locale: field(section, 'locale')
  })
});

/** What must be there on every Windows: absence means that it was not seen. */
const present = <T>(answer: Answer<T>): Fact<T> => {
  if (!isKnown(answer)) return answer;
  return answer.value === null
    ? notKnown('failed', answer.path, 'absent')
    : { ...answer, value: answer.value };
};

/**
 * The first answer that has a value. Where none has, what is not known stands before absence: somebody may have seen a value
 * there. A section that a closed image leaves out counts for nothing as long as another place answers.
 */
function first<T>(...answers: readonly [Answer<T>, ...Answer<T>[]]): Answer<T> {
  const unknown = answers.filter((answer) => !isKnown(answer));
  return answers.find((answer) => isKnown(answer) && answer.value !== null) ?? unknown[0] ?? answers[0];
}

const asNumber = (answer: Answer<string>): Answer<number> => {
  if (!isKnown(answer)) return answer;
  if (answer.value === null) return { ...answer, value: null };
  const number = Number(answer.value);
  return Number.isInteger(number) && number > 0
    ? { ...answer, value: number }
    : notKnown('failed', answer.path, answer.value);
};
