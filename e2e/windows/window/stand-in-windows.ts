import { NotReadable, type Door } from '../../../main/machine/door';
import type { Machine } from '../../../main/machine/machine';
import { thisPcWriting } from '../../../main/machine/this-pc-writing';
import type { WritableMachine } from '../../../main/machine/writing';
import { readWithStandIn } from '../stand-in';
import { standInWriters } from '../stand-in-writing';
import { withStoredPower } from '../stored-power';
import { changeRecording, noteAnswered, readRecording, recordedPc } from './recording';

// Takes the place of main/machine/this-windows.ts in a build of the tests, and in nothing else: registry, services,
// certificates and credentials are Windows' own; what Wine lacks or only pretends is read from a recording, and written into
// it by stand-ins for PowerShell and powercfg.exe. All else in that build is the release's.

export * from '../../../main/machine/this-windows';

const machine: Machine = {
  read: async (readings, signal) => {
    const { image, standIn } = await readWithStandIn(readRecording(), readings, signal);
    noteAnswered(standIn.answered);
    return { ...(await withStoredPower(image)), takenBy: standIn.mark };
  }
};
const close = (): Promise<void> => Promise.resolve();

/** As in the release, of this PC alone. */
export const thisWindows: Door = {
  open: (other) => {
    if (other !== null) throw new NotReadable('cli.this-pc.not-windows');
    return { ...machine, close };
  }
};

/** As in the release, with the same writers. */
export function openWritable(): { readonly machine: WritableMachine; readonly close: () => Promise<void> } {
  const writers = standInWriters({ pc: recordedPc, change: changeRecording }, machine);
  return { machine: thisPcWriting(machine, writers), close };
}
