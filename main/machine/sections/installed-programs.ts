import { isUnavailable, type ProgramEntry, type Unavailable } from '../../../shared/model/machine-image';
import type { Fragment, Reader } from '../fragment';
import { answerAt, asText } from '../registry-answer';

/** https://learn.microsoft.com/windows/win32/msi/uninstall-registry-key, for 64-bit, 32-bit and this user's programs */
const uninstall = [
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
] as const;

/** The programs that have registered themselves for removal; one that could not be read is unavailable by itself. */
export async function readInstalledPrograms(
  registry: Reader<'registry-key'>,
  signal: AbortSignal
): Promise<Fragment> {
  const fragment = await registry(
    uninstall.map((key) => ({ kind: 'registry-key', key, depth: 1 })),
    signal
  );
  const { registry: keys } = fragment;
  if (isUnavailable(keys) || keys == null) return { programs: keys ?? [] };
  const programs: (ProgramEntry | Unavailable)[] = [];
  for (const [key, entry] of Object.entries(keys)) {
    if (isUnavailable(entry)) programs.push(entry);
    const name = asText(answerAt(fragment, [key, 'DisplayName']));
    if (typeof name !== 'string' || name.trim() === '') continue;
    programs.push({
      name,
      version: asText(answerAt(fragment, [key, 'DisplayVersion'])),
      publisher: asText(answerAt(fragment, [key, 'Publisher']))
    });
  }
  return { programs };
}
