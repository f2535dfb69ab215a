import { match, strictEqual, throws } from 'node:assert';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMachineFolder } from '../../../../main/changes/machine-folder';
import { WindowsError } from '../../../../main/machine/native/failure';
import { folderSecurity, makeFolderWith } from '../../../../main/machine/native/folder-security';
import { knownFolder } from '../../../../main/machine/native/known-folders';
import type { Cases } from './case';

/** These calls wait for nothing. */
const inTurn = (work: () => void): Promise<void> =>
  new Promise((resolve) => {
    work();
    resolve();
  });

export const folderCases: Cases = {
  'folders: Windows’ own, whatever the environment says': () =>
    inTurn(() => {
      const { ProgramData, LOCALAPPDATA } = process.env;
      strictEqual(knownFolder('program-data').toLowerCase(), ProgramData?.toLowerCase());
      strictEqual(knownFolder('local-app-data').toLowerCase(), LOCALAPPDATA?.toLowerCase());
      try {
        process.env['ProgramData'] = 'C:\\elsewhere';
        process.env['LOCALAPPDATA'] = 'C:\\elsewhere';
        strictEqual(knownFolder('program-data').toLowerCase(), ProgramData?.toLowerCase());
        strictEqual(knownFolder('local-app-data').toLowerCase(), LOCALAPPDATA?.toLowerCase());
      } finally {
        process.env['ProgramData'] = ProgramData;
        process.env['LOCALAPPDATA'] = LOCALAPPDATA;
      }
    }),

  'folders: made with a security, told as SDDL, and left alone where they are there': () =>
    inTurn(() => {
      const root = mkdtempSync(join(tmpdir(), 'reconnect-folders-'));
      try {
        const path = join(root, 'made');
        strictEqual(makeFolderWith(path, 'O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'), true);
        strictEqual(statSync(path).isDirectory(), true);
        // Whose it is and who may do what: Wine keeps the owner that it has, and makes the rest from the mode bits of Unix.
        match(folderSecurity(path), /^O:\S+D:\S*\(A;/);
        strictEqual(makeFolderWith(path, 'D:(A;;FA;;;WD)'), false);
        const none = join(root, 'none', 'below');
        throws(() => makeFolderWith(none, 'D:(A;;FA;;;SY)'), new WindowsError(3));
        throws(() => makeFolderWith(path, 'no security'), WindowsError);
        throws(() => folderSecurity(none), WindowsError);
      } finally {
        rmSync(root, { recursive: true });
      }
    }),

  'folders: the one of the whole PC’s journal is made once, and nothing is left beside it': () =>
    inTurn(() => {
      const root = mkdtempSync(join(tmpdir(), 'reconnect-folders-'));
      try {
        const folder = join(root, 'Reconnect', 'Changes');
        makeMachineFolder(folder);
        makeMachineFolder(folder);
        strictEqual(existsSync(folder), true);
        throws(() => makeMachineFolder(join(root, 'none', 'Reconnect', 'Changes')), {
          reason: 'folder-gone'
        });
      } finally {
        rmSync(root, { recursive: true });
      }
    })
};
