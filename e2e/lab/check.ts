import { diagnosisSchema, type Diagnosis } from '../../shared/model/diagnosis';
import { run, type RunOptions } from './programs';
import { cli, type Runtime } from './runtimes';

export interface Checked {
  readonly diagnosis: Diagnosis;
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Whole process, milliseconds. */
  readonly durationMs: number;
}

export interface CheckOptions {
  readonly runtime: Runtime;
  readonly flags?: readonly string[];
  /** Network namespace to run in. */
  readonly inside?: string | undefined;
  readonly deadlineMs?: number;
  readonly onStart?: RunOptions['onStart'];
}

/** `reconnect check <target> --json` with the built command line. Fails when what it prints is not a diagnosis. */
export async function check(target: string, options: CheckOptions): Promise<Checked> {
  const { runtime, flags = [], inside, deadlineMs, onStart } = options;
  const where = inside === undefined ? [] : ['ip', 'netns', 'exec', inside];
  const command = [...where, runtime.program, cli, 'check', target, '--json', ...flags];
  const done = await run(command, {
    env: runtime.env,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(onStart === undefined ? {} : { onStart })
  });
  try {
    const diagnosis = diagnosisSchema.parse(JSON.parse(done.stdout));
    return { diagnosis, exitCode: done.code, stderr: done.stderr, durationMs: done.durationMs };
  } catch (error) {
    const shown = `exit ${String(done.code)}\nstdout: ${done.stdout.slice(0, 2000)}\nstderr: ${done.stderr.slice(0, 2000)}`;
    throw new Error(`${command.join(' ')} printed no diagnosis\n${shown}`, { cause: error });
  }
}
