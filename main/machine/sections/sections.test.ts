import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RegistryData, Unavailable } from '../../../shared/model/machine-image';
import type { Fragment, Reader } from '../fragment';
import { readClock } from './clock';
import { readInstalledPrograms } from './installed-programs';
import { readRdpFiles } from './rdp-files';

const never = new AbortController().signal;
type Entry = Record<string, RegistryData | Unavailable>;
const values =
  (keys: Readonly<Record<string, Entry>>): Reader<'registry-value'> =>
  (readings) => {
    const found: Record<string, { values: Record<string, RegistryData | Unavailable | null> }> = {};
    for (const { key, value } of readings) {
      (found[key] ??= { values: {} }).values[value] = keys[key]?.[value] ?? null;
    }
    return Promise.resolve({ registry: found });
  };

describe('the clock', () => {
  const local = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters';
  const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\W32Time\\Parameters';
  const source = async (keys: Readonly<Record<string, Entry>>): Promise<unknown> =>
    ((await readClock(values(keys), never)) as { clock: { source: unknown } }).clock.source;
  const servers: RegistryData = ['REG_SZ', 'time.windows.com,0x9 other.example.test,0x1'];

  it('is set by the first server of the list', async () => {
    expect(await source({ [local]: { Type: ['REG_SZ', 'NTP'], NtpServer: servers } })).toBe(
      'time.windows.com'
    );
  });

  it('is set by the server that policy names', async () => {
    const named: Entry = { NtpServer: ['REG_SZ', 'ntp.example.test'] };
    expect(await source({ [local]: { Type: ['REG_SZ', 'NTP'], NtpServer: servers }, [policy]: named })).toBe(
      'ntp.example.test'
    );
  });

  it.each([
    ['NT5DS', 'NT5DS'],
    ['NoSync', null],
    ['', null]
  ])('is not set by the list when the type is %j', async (type, expected) => {
    expect(await source({ [local]: { Type: ['REG_SZ', type], NtpServer: servers } })).toBe(expected);
  });

  it('has an unknown source where that could not be read', async () => {
    expect(await source({ [local]: { Type: { unavailable: 'access-denied' } } })).toEqual({
      unavailable: 'access-denied'
    });
  });
});

describe('installed programs', () => {
  const uninstall = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
  const keys =
    (registry: Fragment['registry']): Reader<'registry-key'> =>
    () =>
      Promise.resolve({ registry });

  it('are those with a name; one that is denied says so', async () => {
    const denied: Unavailable = { unavailable: 'access-denied' };
    const fragment = await readInstalledPrograms(
      keys({
        [uninstall]: { values: {}, subkeys: ['AnyDesk', 'KB', 'Secret'] },
        [`${uninstall}\\AnyDesk`]: {
          values: {
            displayname: ['REG_SZ', 'AnyDesk'],
            DisplayVersion: ['REG_SZ', '9.0'],
            Publisher: ['REG_DWORD', 1]
          }
        },
        [`${uninstall}\\KB`]: { values: { ParentKeyName: ['REG_SZ', 'x'] } },
        [`${uninstall}\\Secret`]: denied,
        'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall': null
      }),
      never
    );
    expect(fragment.programs).toEqual([
      { name: 'AnyDesk', version: '9.0', publisher: expect.objectContaining({ unavailable: 'failed' }) },
      denied
    ]);
  });

  it('are not none when the registry could not be read', async () => {
    const blocked: Unavailable = { unavailable: 'blocked' };
    expect(await readInstalledPrograms(keys(blocked), never)).toEqual({ programs: blocked });
  });
});

describe.skipIf(process.platform === 'win32')('.rdp files', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'reconnect-rdp-'));
  afterAll(() => rmSync(temporary, { recursive: true }));
  // Backslashes are part of a name here: the paths are Windows' own, and nothing is translated.
  const folder = join(temporary, 'anna');
  const environment = { UserProfile: folder };
  const put = (name: string, content: string | Buffer): string => {
    const path = `${folder}\\${name}`;
    writeFileSync(path, content);
    return path;
  };
  const lines = async (files: string[] = [], keys: Readonly<Record<string, Entry>> = {}): Promise<unknown> =>
    (await readRdpFiles(values(keys), { files, environment }, never)).rdpFiles;

  it('are there, or not, by a path that names nobody', async () => {
    expect(await lines()).toEqual([{ path: '%USERPROFILE%\\Documents\\Default.rdp', lines: null }]);
  });

  it('are read where the documents are, as Windows writes them, without secrets', async () => {
    const text = [
      'full address:s:pc9',
      'password 51:b:01000000D08C9DDF',
      'PASSWORD 51:B:01',
      'anything:b:00',
      'gatewayaccesstoken:s:abc',
      '',
      'prompt for credentials:i:1'
    ].join('\r\n');
    put('OneDrive\\Default.rdp', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const shell = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';
    const keys: Record<string, Entry> = {
      [shell]: { Personal: ['REG_EXPAND_SZ', '%USERPROFILE%\\OneDrive'] }
    };
    expect(await lines([], keys)).toEqual([
      {
        path: '%USERPROFILE%\\OneDrive\\Default.rdp',
        lines: ['full address:s:pc9', 'prompt for credentials:i:1']
      }
    ]);
  });

  it('that the person chose are read too; one that is too large is not', async () => {
    const chosen = put('work.rdp', 'full address:s:büro\n');
    const large = put('large.rdp', '');
    truncateSync(large, 2 * 1024 * 1024);
    expect(await lines([chosen, large])).toMatchObject([
      { lines: null },
      { path: '%USERPROFILE%\\work.rdp', lines: ['full address:s:büro'] },
      { lines: { unavailable: 'failed' } }
    ]);
  });
});
