import { runCommand } from '../../../main/cli/run-command';
import { serve } from '../worker';

/** What a run of the command line left. */
export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[]): Promise<CliRun> {
  const said = { out: '', err: '' };
  const add = (to: 'out' | 'err') => (text: string) => {
    said[to] += text;
    return Promise.resolve();
  };
  const output = { out: add('out'), err: add('err'), colour: false, live: false };
  const code = await runCommand(args, output, new AbortController().signal);
  return { code, ...said };
}

// The command line of the release, many times in one process: each start of a program costs half a second.
serve({ run });
