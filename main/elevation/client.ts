import type { Caller, Door } from './door';
import { openWire, WireEnded, type Wire, type WireEnd } from './frames';
import { brokerArguments, newLaunch, type BrokerLaunch, type ProcessMark } from './launch';
import { isProofOf, newNonce, proofOf, sealOf, type Meeting, type Seal } from './proof';
import {
  brokerHelloSchema,
  decodeMessage,
  encodeMessage,
  frameBytes,
  protocolVersion,
  readySchema,
  replySchema,
  type Account,
  type ReplyTo,
  type Request
} from './protocol';

/** How Windows took the wish to start the broker. */
export type Started =
  | { readonly kind: 'started'; readonly pid: number }
  /** The person said no at Windows' prompt: ERROR_CANCELLED, 1223. */
  | { readonly kind: 'declined' }
  /** `error` is Windows' number for it. */
  | { readonly kind: 'failed'; readonly error: number };

/** What the app's side works with. */
export interface ElevationDeps {
  /** The app itself. */
  readonly self: ProcessMark;
  /** Waits on a pipe of that name; null where the system gives none. */
  readonly listen: (pipe: string) => Promise<Door | null>;
  /**
   * Has the system start the broker with these arguments and the person's consent; comes back when the prompt is answered.
   */
  readonly start: (args: readonly string[]) => Promise<Started>;
}

/** Milliseconds. */
export interface ElevationLimits {
  /** From the start of the broker until it is there. The prompt has no limit: it belongs to the person. */
  readonly connectMs: number;
  /** For each step until both ends are proved. */
  readonly helloMs: number;
  /** From the first byte of a reply to its last. */
  readonly frameMs: number;
  /** Until a reply begins; longer than the elevated side waits for the person. */
  readonly replyMs: number;
}

export const elevationLimits: ElevationLimits = {
  connectMs: 30_000,
  helloMs: 10_000,
  frameMs: 30_000,
  replyMs: 600_000
};

/** The elevated side, as long as it is there. */
export interface Elevated {
  /** Whose token it has. */
  readonly account: Account;
  /**
   * Asks one thing; the next one when this one is answered.
   *
   * @throws WireEnded
   */
  readonly ask: (request: Exclude<Request, { verb: 'bye' }>) => Promise<ReplyTo>;
  /** Says goodbye; comes back when it is over, whichever way. */
  readonly leave: () => Promise<void>;
  /** Null while it is there. */
  readonly ended: () => WireEnd | null;
}

/** What became of the wish for an elevated side. None of them is an error of this program. */
export type Elevation =
  | { readonly kind: 'elevated'; readonly broker: Elevated }
  | { readonly kind: 'declined' }
  | { readonly kind: 'not-started'; readonly error: number }
  /** `no-pipe`: the system gave no pipe; `not-come`: started, and nobody came in time. */
  | { readonly kind: 'failed'; readonly why: 'no-pipe' | 'not-come' | WireEnd };

/**
 * An elevated side whenever there is need of one: that which is there, else a new one, for which Windows asks the person. Nothing
 * is started before it is asked for. Whoever asks while the prompt is shown waits for that one answer; after a no, or when the
 * broker has gone, each further wish asks anew, so it has to be the person's own.
 */
export function elevations(
  deps: () => ElevationDeps | Promise<ElevationDeps>,
  limits: ElevationLimits = elevationLimits
): () => Promise<Elevation> {
  let last: Elevation | null = null;
  let asking: Promise<Elevation> | null = null;
  const ask = async (): Promise<Elevation> => {
    try {
      last = await elevate(await deps(), limits);
      return last;
    } finally {
      asking = null;
    }
  };
  return () =>
    last?.kind === 'elevated' && last.broker.ended() === null ? Promise.resolve(last) : (asking ??= ask());
}

async function elevate(deps: ElevationDeps, limits: ElevationLimits): Promise<Elevation> {
  const launch = newLaunch(deps.self);
  const door = await deps.listen(launch.pipe);
  if (door === null) return { kind: 'failed', why: 'no-pipe' };
  let kept: Caller | null = null;
  try {
    const started = await deps.start(brokerArguments(launch));
    if (started.kind === 'declined') return started;
    if (started.kind === 'failed') return { kind: 'not-started', error: started.error };
    const caller = await within(door.first, limits.connectMs);
    if (caller === null) return { kind: 'failed', why: 'not-come' };
    // Whoever was first: a second one is never let in, so a stranger costs the run and gains nothing.
    if (caller.pid !== started.pid) return { kind: 'failed', why: 'wrong-peer' };
    const elevation = await meet(caller, launch, limits);
    if (elevation.kind === 'elevated') kept = caller;
    return elevation;
  } finally {
    door.close(kept);
  }
}

function within(first: Promise<Caller>, ms: number): Promise<Caller | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(null);
    }, ms);
    void first.then((caller) => {
      clearTimeout(timer);
      resolve(caller);
    });
  });
}

async function meet({ stream }: Caller, launch: BrokerLaunch, limits: ElevationLimits): Promise<Elevation> {
  const wire = openWire(stream, { frameBytes: frameBytes.reply, frameMs: limits.frameMs });
  stream.resume();
  try {
    const nonce = newNonce();
    const hello = encodeMessage({ verb: 'hello', version: protocolVersion, nonce });
    const answer = decodeMessage(brokerHelloSchema, await wire.exchange(hello, limits.helloMs));
    const { key, pipe } = launch;
    const meeting: Meeting = { key, pipe, nonces: { app: nonce, broker: answer.nonce } };
    if (!isProofOf(meeting, 'broker', answer.proof)) throw new WireEnded('not-proved');
    if (answer.version !== protocolVersion) throw new WireEnded('other-version');
    const proof = encodeMessage({ verb: 'hello', proof: proofOf(meeting, 'app') });
    const seal = sealOf(meeting, 'app');
    const ready = seal.open(0, await wire.exchange(proof, limits.helloMs));
    const { account } = decodeMessage(readySchema, ready);
    return { kind: 'elevated', broker: conversation(wire, seal, account, limits) };
  } catch (error) {
    const why = endOf(wire, error);
    return { kind: 'failed', why };
  }
}

/** Ends the conversation for what went wrong with it. What else is thrown is a fault of this program, and thrown on. */
function endOf(wire: Wire, error: unknown): WireEnd {
  wire.end(error instanceof WireEnded ? error.reason : 'failed');
  if (!(error instanceof WireEnded)) throw error;
  return wire.reason() ?? error.reason;
}

/** Which replies a verb may have, beside a refusal. */
const replies = {
  facts: ['facts'],
  plan: ['plan'],
  apply: ['applied', 'changed'],
  undo: ['undone'],
  recover: ['recovered']
} as const satisfies Record<Exclude<Request['verb'], 'bye'>, readonly ReplyTo['reply'][]>;

function conversation(wire: Wire, seal: Seal, account: Account, limits: ElevationLimits): Elevated {
  let number = 0;
  let last: Promise<unknown> = Promise.resolve();
  const exchange = async (request: Request): Promise<Buffer> => {
    number += 1;
    const mine = number;
    const frame = seal.close(mine, encodeMessage(request));
    return seal.open(mine, await wire.exchange(frame, limits.replyMs));
  };
  /** After the one before it, however that ended. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const ask: Elevated['ask'] = (request) =>
    inTurn(async () => {
      try {
        const reply = decodeMessage(replySchema, await exchange(request));
        const due: readonly string[] = replies[request.verb];
        if (reply.reply === 'bye' || !(reply.reply === 'refused' || due.includes(reply.reply)))
          throw new WireEnded('malformed');
        return reply;
      } catch (error) {
        throw new WireEnded(endOf(wire, error));
      }
    });
  const leave = (): Promise<void> =>
    inTurn(async () => {
      try {
        await exchange({ verb: 'bye' });
        wire.end('done');
      } catch (error) {
        endOf(wire, error);
      }
    });
  return { account, ask, leave, ended: () => wire.reason() };
}
