import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WindowsError } from '../machine/native/failure';
import { JournalUnusable } from './journal-unusable';
import {
  isAdministratorsOnly,
  makeMachineFolder,
  makeMachineFolderAnyway,
  type FolderSecurity
} from './machine-folder';

let programData = '';
beforeEach(() => {
  programData = mkdtempSync(join(tmpdir(), 'reconnect-program-data-'));
});
afterEach(() => {
  rmSync(programData, { recursive: true });
});

/** As Windows writes back what the folder is made with. */
const ours = 'O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)';
/** What a person's folder in ProgramData has. */
const planted =
  'O:S-1-5-21-1-2-3-1001D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)';

/** A Windows that keeps the security of folders, or forgets it. */
function windows(known: Readonly<Record<string, string>> = {}, keeps = true): FolderSecurity {
  const all = new Map(Object.entries(known));
  return {
    make: (path) => {
      if (existsSync(path)) return false;
      mkdirSync(path);
      all.set(path, keeps ? ours : planted);
      return true;
    },
    of: (path) => all.get(path) ?? planted
  };
}
const app = (): string => join(programData, 'Reconnect');
const journal = (): string => join(app(), 'Changes');

describe('the folder of the whole PC’s journal', () => {
  it('is made with a security of its own, and found again', () => {
    const security = windows();
    makeMachineFolder(journal(), security);
    makeMachineFolder(journal(), security);
    expect(existsSync(journal())).toBe(true);
  });

  it.each(['Reconnect', join('Reconnect', 'Changes')])(
    'is refused where somebody else has made %s before',
    (name) => {
      mkdirSync(join(programData, name), { recursive: true });
      const known = name === 'Reconnect' ? {} : { [app()]: ours };
      expect(() => makeMachineFolder(journal(), windows(known))).toThrow(
        new JournalUnusable('not-ours', join(programData, name))
      );
      expect(readdirSync(programData)).toEqual(['Reconnect']);
    }
  );

  it('is refused where its name leads elsewhere, whoever owns that', () => {
    symlinkSync(tmpdir(), app());
    expect(() => makeMachineFolder(journal(), windows({ [app()]: ours }))).toThrow(
      new JournalUnusable('not-ours', app())
    );
  });

  it('is taken as it is by a Windows that forgets whose a folder is, and nothing is left of asking it', () => {
    mkdirSync(journal(), { recursive: true });
    makeMachineFolder(journal(), windows({}, false));
    expect(readdirSync(programData)).toEqual(['Reconnect']);
  });

  it.each([
    [5, 'read-only'],
    [3, 'folder-gone'],
    [112, 'disk-full'],
    [87, 'system']
  ] as const)('cannot be made where Windows says %i: %s', (code, reason) => {
    const make = (): never => {
      throw new WindowsError(code);
    };
    expect(() => makeMachineFolder(journal(), { ...windows(), make })).toThrow(
      new JournalUnusable(reason, app(), `error ${code}`)
    );
  });
});

describe('a folder for what has to be written somewhere', () => {
  const own = (): string => join(app(), 'Elevated');

  it('is the wanted one where that is an administrator’s alone', () => {
    expect(makeMachineFolderAnyway(own(), windows())).toEqual({ folder: own(), trouble: null });
    expect(existsSync(own())).toBe(true);
  });

  it('is a new one, with the reason, where somebody else has made the app’s folder', () => {
    mkdirSync(app());
    const security = windows();
    const { folder, trouble } = makeMachineFolderAnyway(own(), security);
    expect(trouble).toEqual(new JournalUnusable('not-ours', app()));
    expect(dirname(folder)).toBe(programData);
    expect(isAdministratorsOnly(security.of(folder))).toBe(true);
    expect(readdirSync(app())).toEqual([]);
    expect(makeMachineFolderAnyway(own(), security).folder).not.toBe(folder);
  });

  it('is none where Windows makes none', () => {
    const make = (): never => {
      throw new WindowsError(112);
    };
    expect(() => makeMachineFolderAnyway(own(), { ...windows(), make })).toThrow(JournalUnusable);
  });
});

describe('who can write into a folder', () => {
  it.each([
    ours,
    'O:SYG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)',
    'O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FRFX;;;WD)',
    'O:BAD:(D;;FA;;;WD)(A;;FA;;;BA)'
  ])('is an administrator alone by %s', (security) => {
    expect(isAdministratorsOnly(security)).toBe(true);
  });
  it.each([
    planted,
    'O:S-1-5-21-1-2-3-1001D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)',
    'O:BAD:PAI(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;BU)',
    'O:BAD:PAI(A;OICI;FA;;;BA)(A;CI;DCLCRPCR;;;BU)',
    'O:BAD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-5-21-1-2-3-1001)',
    'O:BAD:PAI(A;OICI;FA;;;BA)(XA;OICI;FR;;;WD;(@USER.x == 1))',
    'O:BAD:NO_ACCESS_CONTROL',
    'O:BAD:P',
    'O:BA',
    ''
  ])('may be somebody else by %s', (security) => {
    expect(isAdministratorsOnly(security)).toBe(false);
  });
});
