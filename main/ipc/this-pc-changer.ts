import { join } from 'node:path';
import type { Changer } from '../changes/changer';
import { machineStore, userStore } from '../changes/journal-store';
import { localChanger } from '../changes/local-changer';
import { thisPcChanger } from '../changes/this-pc';
import { elevate } from '../elevation/this-windows';
import { NotReadable } from '../machine/door';

/** This PC as the window changes it; elsewhere than on Windows what is kept in a profile folder can be told, and no more. */
export const changerOfThisPc = (userData: string): Changer =>
  process.platform === 'win32' ? thisPcChanger({ elevate }) : keptOnly(userData);

/** Tells journals without a PC to look at: of what is not noted as over, nobody knows how it stands. */
function keptOnly(folder: string): Changer {
  const notHere = (): Promise<never> => Promise.reject(new NotReadable('cli.this-pc.not-windows'));
  return localChanger(
    {
      stores: { user: userStore(folder), machine: machineStore(join(folder, 'ProgramData')) },
      look: () => Promise.resolve({ schema: 'reconnect.machine/1' }),
      directly: notHere,
      self: () => Promise.resolve({ account: { sid: null, name: null }, isElevated: false }),
      now: () => Date.now(),
      close: () => Promise.resolve()
    },
    notHere
  );
}
