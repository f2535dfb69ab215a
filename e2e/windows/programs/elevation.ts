import {
  elevations,
  type Elevated,
  type Elevation,
  type ElevationDeps
} from '../../../main/elevation/client';
import { windowsElevation } from '../../../main/elevation/this-windows';
import type { Request } from '../../../main/elevation/protocol';
import { WindowsError } from '../../../main/machine/native/failure';
import { connectPipe } from '../../../main/machine/native/pipe-client';
import { markOf } from '../../../main/machine/native/process-mark';
import { processNames } from '../../../main/machine/native/processes';
import { serve } from '../worker';

// The app's side of an elevated one, with the release's own code and the release's own broker at the other end; and what
// others on the same PC may try meanwhile.

/** What is done otherwise than the app would do it. */
export interface Twist {
  /** The broker is told another key than the one that is spoken with. */
  readonly key?: true;
  /** The broker is told that this process is its parent. */
  readonly parent?: number;
  /** The broker is told that its parent began at another time. */
  readonly startedAt?: string;
  /** Somebody else comes to the pipe before the broker is started. */
  readonly stranger?: true;
  /** This process is gone as soon as the broker is started. */
  readonly gone?: true;
}

export interface Opened {
  readonly kind: Elevation['kind'];
  readonly why: string | null;
  readonly account: string | null;
  readonly broker: number | null;
  /** Its own number. */
  readonly self: number;
}

let broker: Elevated | null = null;
let brokerPid: number | null = null;
let pipe = '';

async function open({ app, twist }: { readonly app: string; readonly twist: Twist }): Promise<Opened> {
  const own = await windowsElevation([app]);
  brokerPid = null;
  const deps: ElevationDeps = {
    ...own,
    start: async (args) => {
      pipe = /=([0-9a-f]{32})$/.exec(args[1] ?? '')?.[1] ?? '';
      if (twist.stranger) connectPipe(pipe);
      const started = await own.start(args.map((arg) => twisted(arg, twist)));
      if (started.kind === 'started') brokerPid = started.pid;
      if (twist.gone) process.kill(process.pid);
      return started;
    }
  };
  const elevation = await elevations(() => deps)();
  broker = elevation.kind === 'elevated' ? elevation.broker : null;
  return {
    kind: elevation.kind,
    why: elevation.kind === 'failed' ? elevation.why : null,
    account: broker?.account.sid ?? null,
    broker: brokerPid,
    self: process.pid
  };
}

function twisted(arg: string, { key, parent, startedAt }: Twist): string {
  if (key) arg = arg.replace(/^(--broker-key=).*/, `$1${'0'.repeat(64)}`);
  if (parent !== undefined) arg = arg.replace(/^(--broker-parent=).*/, `$1${parent}`);
  if (startedAt !== undefined) arg = arg.replace(/^(--broker-parent-started=).*/, `$1${startedAt}`);
  return arg;
}

/** Comes to the pipe of the broker beside the app. @returns Windows' number for the refusal; 0 where it was let in */
function comeSecond(name: string): number {
  try {
    connectPipe(name).close();
    return 0;
  } catch (error) {
    if (error instanceof WindowsError) return error.code;
    throw error;
  }
}

serve({
  open,
  ask: (request: Exclude<Request, { verb: 'bye' }>) => broker?.ask(request),
  leave: () => broker?.leave(),
  ended: () => broker?.ended(),
  pipe: () => pipe,
  comeSecond,
  runs: (pid: number) => markOf(pid) !== null,
  electrons: async () =>
    [...(await processNames()).values()].filter((name) => /^electron/i.test(name)).length,
  /** TerminateProcess, which asks nobody. */
  kill: (pid: number) => process.kill(pid, 'SIGKILL')
});
