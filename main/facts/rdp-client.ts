import { defineFacts, file, section } from './define-facts';
import { field, isKnown, items, map, notKnown, type Answer } from './fact';
import { isOlder, versionNumbers } from './version';

/** Remote Desktop Protocol 8.0, the first with what hosts of today ask for. https://support.microsoft.com/help/2592687 */
export const rdp8 = '6.2.9200';

/** The Remote Desktop client that is installed. */
export const rdpClient = defineFacts({
  id: 'rdp-client',
  readings: { control: file('%SystemRoot%\\System32\\mstscax.dll'), updates: section('updates') },
  derive: ({ control, updates }) => {
    const version = field(control, 'version');
    return {
      /** File version of mstscax.dll; null where Windows has no Remote Desktop client. */
      version: hasNoVersion(control, version),
      isBelow8: below8(hasNoVersion(control, version)),
      /** Updates by their names, `KB2574819`, in upper case. Windows does not list all that it has. */
      updates: map(items(updates), (names) => new Set(names.map((name) => name.trim().toUpperCase())))
    };
  }
});

/** A file without a version is not absent: nobody knows which one it is. */
const hasNoVersion = (control: Answer<unknown>, version: Answer<string>): Answer<string> =>
  isKnown(control) && control.value !== null && isKnown(version) && version.value === null
    ? notKnown('failed', version.path, 'no version')
    : version;

function below8(version: Answer<string>): Answer<boolean> {
  if (!isKnown(version)) return version;
  if (version.value === null) return { ...version, value: null };
  const numbers = versionNumbers(version.value);
  return numbers === null
    ? notKnown('failed', version.path, version.value)
    : { ...version, value: isOlder(numbers, versionNumbers(rdp8) ?? []) };
}
