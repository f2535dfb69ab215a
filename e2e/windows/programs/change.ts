import { applyFix } from '../../../main/changes/apply';
import type { Desk } from '../../../main/changes/desk';
import type { JournalRecord } from '../../../main/changes/journal-record';
import { undoChange } from '../../../main/changes/undo';
import { fixes } from '../../../main/fixes';
import type { Params } from '../../../main/fixes/define-fix';
import { prepare } from '../../../main/machine/native';
import { recorded, type RecordedMachine } from '../../../main/machine/recorded';
import { thisPcWriting } from '../../../main/machine/this-pc-writing';
import type { Plan } from '../../../shared/model/change';
import type { MachineImage } from '../../../shared/model/machine-image';
import { placeSchema, readingOf, type State } from '../../../shared/model/place';
import type { Reading } from '../../../shared/model/reading';
import { readWithStandIn } from '../stand-in';
import { standInWriters } from '../stand-in-writing';
import { withStoredPower } from '../stored-power';
import { serve } from '../worker';

// Changes of the app through its own writers: the registry and services are Windows' own, PowerShell and powercfg are
// labelled stand-ins over a recording, which is kept here for as long as a PC is looked at.

prepare();

let recording: RecordedMachine = recorded({ schema: 'reconnect.machine/1' });

const machine = {
  read: async (readings: readonly Reading[], signal: AbortSignal): Promise<MachineImage> =>
    withStoredPower((await readWithStandIn(recording.image(), readings, signal)).image)
};
const writing = thisPcWriting(
  machine,
  standInWriters({ pc: () => recording, change: (work) => work(recording) }, machine)
);

let records: string[] = [];
let last = 0;
const desk: Desk = {
  machine: writing,
  // As text: nothing but what a file can hold comes back.
  journal: {
    records: () => Promise.resolve(records.map((one) => JSON.parse(one) as unknown)),
    append: (record: JournalRecord) => {
      records.push(JSON.stringify(record));
      return Promise.resolve();
    }
  },
  newId: () => String((last += 1))
};

/** Another PC, with a journal in which nothing stands. */
function begin(image: MachineImage): void {
  recording = recorded(image);
  records = [];
}

/** What stands in for Windows, as it is now. */
const standIn = (): MachineImage => recording.image();

async function apply({ fix, params }: { fix: string; params: Params }): Promise<Plan> {
  const found = fixes.get(fix);
  if (found === undefined || !('changes' in found)) throw new Error(`no fix ${fix} that changes settings`);
  return applyFix(desk, found, params);
}

const undo = (id: string): Promise<Plan> => undoChange(desk, id, { force: false, dryRun: false });

/** Writes one state and gives back what was there: what the facts read at each moment. */
async function round({ place: given, to }: { place: unknown; to: State | null }): Promise<MachineImage[]> {
  const place = placeSchema.parse(given);
  const look = (): Promise<MachineImage> => writing.look([readingOf(place)]);
  const seen = [await look()];
  const capture = JSON.parse(JSON.stringify(await writing.capture(place))) as unknown;
  await writing.write(place, to);
  seen.push(await look());
  await writing.restore(place, capture);
  seen.push(await look());
  return seen;
}

serve({ begin, standIn, apply, undo, round });
