import type { Output } from '../../../main/cli/output';
import { thisPcCommand } from '../../../main/cli/this-pc';
import type { Door } from '../../../main/machine/door';
import type { MachineDiagnosis } from '../../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../../shared/model/machine-image';
import { readWithStandIn, type StandInLabel } from '../stand-in';
import { serve } from '../worker';

// `reconnect this-pc --json` with a recording for what Wine lacks, and labelled so: a build of the tests, and of nothing
// else. The command is the release's own; the door behind it is not.

export interface Question {
  readonly recording: MachineImage;
  readonly options: Readonly<Record<string, string>>;
}

/** The shape of `this-pc --json`, and which of it a recording answered. */
export interface LabelledRun {
  readonly status: number;
  readonly diagnosis: MachineDiagnosis & { readonly standIn: StandInLabel };
}

async function run({ recording, options }: Question): Promise<LabelledRun> {
  let standIn: StandInLabel | null = null;
  const door: Door = {
    open: () => ({
      read: async (readings, signal) => {
        const read = await readWithStandIn(recording, readings, signal);
        standIn = read.standIn;
        return read.image;
      },
      close: () => Promise.resolve()
    })
  };
  let printed = '';
  const output: Output = {
    out: (text) => {
      printed += text;
      return Promise.resolve();
    },
    err: (text) => Promise.reject(new Error(text)),
    colour: false,
    live: false
  };
  const signal = new AbortController().signal;
  const status = await thisPcCommand(door).run([], { json: true, ...options }, output, signal);
  if (standIn === null) throw new Error('the recording was never asked');
  return { status, diagnosis: { ...(JSON.parse(printed) as MachineDiagnosis), standIn } };
}

serve({ run });
