/**
 * What can be read from a Windows PC, as data: a list of readings can be shown, counted, sent to another PC, written into
 * a host kit and answered from a recording. What an answer means stands in the fact groups alone.
 */

/** Registry types by the names that Windows gives them. https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types */
export const registryTypes = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
  'REG_RESOURCE_LIST',
  'REG_FULL_RESOURCE_DESCRIPTOR',
  'REG_RESOURCE_REQUIREMENTS_LIST',
  'REG_QWORD'
] as const;
export type RegistryType = (typeof registryTypes)[number];

/** Sections of the machine image that are read as a whole. */
export const sectionNames = [
  'os',
  'identity',
  'clock',
  'sockets',
  'sessions',
  'adapters',
  'networks',
  'firewall',
  'power',
  'updates',
  'programs',
  'credentials',
  'rdpFiles'
] as const;
export type SectionName = (typeof sectionNames)[number];

/** One thing to read. Every door answers each kind, or says why it cannot. */
export type Reading =
  /**
   * One value of a registry key, in the 64-bit view. `key` begins with `HKLM` or `HKCU`; the default value's name is `""`.
   */
  | { readonly kind: 'registry-value'; readonly key: string; readonly value: string }
  /** All values of a key and the names of its subkeys; with `depth` the same of the keys below, that many levels down. */
  | { readonly kind: 'registry-key'; readonly key: string; readonly depth: number }
  | { readonly kind: 'service'; readonly name: string }
  /** Version, size and time of a file; the path is unexpanded (`%SystemRoot%\System32\mstscax.dll`). */
  | { readonly kind: 'file'; readonly path: string }
  /** The newest events of a channel that have one of the ids, at most `newest` of them, newest first. */
  | {
      readonly kind: 'events';
      readonly channel: string;
      readonly ids: readonly number[];
      /** Only events of these providers; all where it is empty. */
      readonly providers: readonly string[];
      readonly newest: number;
    }
  /** A certificate store, such as `LocalMachine\Remote Desktop`. */
  | { readonly kind: 'certificates'; readonly store: string }
  /** The members of a local group, by SID. */
  | { readonly kind: 'group'; readonly sid: string }
  /** The accounts that hold a user right, by the right's name; or that it is denied to. */
  | { readonly kind: 'right'; readonly name: string }
  | { readonly kind: 'section'; readonly section: SectionName };

/** One text per reading that is the same for the same reading, however it is spelled. */
export function readingId(reading: Reading): string {
  switch (reading.kind) {
    case 'registry-value':
      return `registry ${reading.key}\\\\${reading.value}`.toLowerCase();
    case 'registry-key':
      return `registry-key ${reading.key} ${reading.depth}`.toLowerCase();
    case 'service':
      return `service ${reading.name}`.toLowerCase();
    case 'file':
      return `file ${reading.path}`.toLowerCase();
    case 'events':
      return `events ${reading.channel} ${reading.ids.join(',')} ${reading.providers.join(',')} ${reading.newest}`.toLowerCase();
    case 'certificates':
      return `certificates ${reading.store}`.toLowerCase();
    case 'group':
      return `group ${reading.sid}`.toLowerCase();
    case 'right':
      return `right ${reading.name}`.toLowerCase();
    case 'section':
      return `section ${reading.section}`;
  }
}
