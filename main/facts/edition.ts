import { defineFacts, section, string } from './define-facts';
import { field, isKnown, map, notKnown, type Fact } from './fact';
import { os } from './os';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/**
 * Editions that have the client of Remote Desktop and not the host.
 * https://learn.microsoft.com/windows-server/remote/remote-desktop-services/clients/remote-desktop-supported-config
 */
const withoutHost = ['core', 'coren', 'coresinglelanguage', 'corecountryspecific'];
const withoutHostOnWindows7 = ['homebasic', 'homepremium', 'starter'].flatMap((name) => [
  name,
  `${name}n`,
  `${name}e`
]);
/** Windows 8: what came after Windows 7. */
const windows8 = 9200;

/** Which edition of Windows it is, and whether that edition can be connected to. */
export const edition = defineFacts({
  id: 'edition',
  readings: { stored: string(currentVersion, 'EditionID'), section: section('os') },
  derive: ({ stored, section }, of) => {
    const name = editionName(stored, field(section, 'edition'));
    return {
      /** EditionID as stored: `Professional`, `Core`. */
      name,
      canHost: canHost(name, of(os).build)
    };
  }
});

/** The registry says it. Where nothing stands there, what the system itself says. */
function editionName(stored: Fact<string | null>, told: Fact<string | null>): Fact<string> {
  if (!isKnown(stored)) return stored;
  if (stored.value !== null) return { ...stored, value: stored.value };
  if (isKnown(told) && told.value !== null) return { ...told, value: told.value };
  return notKnown('failed', stored.path, 'absent');
}

function canHost(name: Fact<string>, build: Fact<number>): Fact<boolean> {
  if (!isKnown(name)) return name;
  const id = name.value.trim().toLowerCase();
  if (!withoutHostOnWindows7.includes(id)) return { ...name, value: !withoutHost.includes(id) };
  return map(build, (number) => number >= windows8);
}
