import type { Duplex } from 'node:stream';
import type { Plan } from '../../shared/model/change';
import type { MachineImage } from '../../shared/model/machine-image';
import { JournalCorrupt } from '../changes/journal';
import { JournalUnusable } from '../changes/journal-unusable';
import type { Way } from '../changes/recovery';
import { Refused } from '../changes/refused';
import { NoSuchChange } from '../changes/undo';
import type { Fix, Params } from '../fixes/define-fix';
import { machinePartOf } from './account';
import { openWire, WireEnded, type Wire, type WireEnd } from './frames';
import type { BrokerLaunch, ProcessMark } from './launch';
import { isProofOf, newNonce, proofOf, sealOf, type Meeting, type Seal } from './proof';
import {
  appHelloSchema,
  appProofSchema,
  decodeMessage,
  encodeMessage,
  frameBytes,
  protocolVersion,
  requestSchema,
  type Account,
  type Reply,
  type Request
} from './protocol';

/** What the elevated side asks the person about, before it does it. */
export type Question =
  | { readonly about: 'apply'; readonly plan: Plan }
  /** Undo of a change made by `fix` although a third value stands there; null where the journal does not say. */
  | { readonly about: 'force-undo'; readonly changeId: string; readonly fix: string | null }
  /** Making a change anew that was cut short. */
  | { readonly about: 'finish'; readonly changeId: string; readonly fix: string };

/** What the broker works with. Whatever it is asked, only these are ever called. */
export interface BrokerDeps {
  readonly fixes: ReadonlyMap<string, Fix>;
  /** Reads the machine, always the same readings. What belongs to an account is left out of the reply. */
  readonly facts: (signal: AbortSignal) => Promise<MachineImage>;
  /**
   * By the broker's own reading of the machine, at this moment.
   *
   * @throws Refused
   */
  readonly plan: (fix: Fix, params: Params) => Promise<Plan>;
  /**
   * Plans once more and carries it out where that plan has the hash; its journal is the elevated side's.
   *
   * @throws Refused, JournalCorrupt, JournalUnusable
   */
  readonly apply: (fix: Fix, params: Params, hash: string) => Promise<Plan>;
  /**
   * By the elevated side's own journal, which holds all the values: none comes over the pipe.
   *
   * @throws Refused, NoSuchChange, JournalCorrupt, JournalUnusable
   */
  readonly undo: (changeId: string, options: { readonly force: boolean }) => Promise<Plan>;
  /**
   * Does what the person chose about a change that was cut short, by the elevated side's own journal.
   *
   * @returns null where only a note was made
   * @throws Refused, NoSuchChange, JournalCorrupt, JournalUnusable
   */
  readonly recover: (changeId: string, way: Way) => Promise<Plan | null>;
  /**
   * The fix that a change of the elevated side's own journal was made by; null where it has no such change.
   *
   * @throws JournalCorrupt, JournalUnusable
   */
  readonly fixOf: (changeId: string) => Promise<string | null>;
  /**
   * Asks the person, in a dialog of the elevated side with Cancel as default, which a program that is not elevated can
   * neither draw over unseen nor press. False where nobody answers before the signal.
   */
  readonly confirm: (question: Question, signal: AbortSignal) => Promise<boolean>;
  /** Whose token the broker has. */
  readonly account: Account;
  /** Number of the process at the other end; null where the system does not tell. */
  readonly peerProcess: () => number | null;
  readonly isRunning: (process: ProcessMark) => boolean;
}

/** Milliseconds. */
export interface BrokerLimits {
  /** For each step until both ends are proved. */
  readonly helloMs: number;
  /** From the first byte of a frame to its last. */
  readonly frameMs: number;
  /** Without a request. */
  readonly idleMs: number;
  /** For the person to answer. */
  readonly questionMs: number;
  /** Between two looks at the parent. */
  readonly parentMs: number;
}

export const brokerLimits: BrokerLimits = {
  helloMs: 10_000,
  frameMs: 10_000,
  idleMs: 300_000,
  questionMs: 120_000,
  parentMs: 1000
};

/**
 * Serves the app that started the broker, until it says goodbye, goes, falls silent or says one thing that is wrong. A
 * request that is being carried out then is carried out to its end: a change is never left halfway.
 *
 * @param stream the connection to the pipe of `launch`
 * @returns why it ended; the process has nothing more to do. Never rejects for what the other end does
 * @throws what a dependency throws beyond its own refusals, after the conversation has ended
 */
export async function serveBroker(
  stream: Duplex,
  launch: BrokerLaunch,
  deps: BrokerDeps,
  limits: BrokerLimits = brokerLimits
): Promise<WireEnd> {
  const wire = openWire(stream, { frameBytes: frameBytes.request, frameMs: limits.frameMs });
  const look = (): void => {
    if (!deps.isRunning(launch.parent)) wire.end('parent-gone');
  };
  const watch = setInterval(look, limits.parentMs);
  try {
    look();
    if (deps.peerProcess() !== launch.parent.pid) wire.end('wrong-peer');
    const seal = await meet(wire, launch, limits);
    await converse(wire, seal, deps, limits);
  } catch (error) {
    if (!(error instanceof WireEnded)) {
      wire.end('failed');
      throw error;
    }
    wire.end(error.reason);
  } finally {
    clearInterval(watch);
  }
  return wire.reason() ?? 'closed';
}

async function meet(wire: Wire, { key, pipe }: BrokerLaunch, limits: BrokerLimits): Promise<Seal> {
  const hello = decodeHello(appHelloSchema, await wire.exchange(null, limits.helloMs));
  const meeting: Meeting = { key, pipe, nonces: { app: hello.nonce, broker: newNonce() } };
  const answer = encodeMessage({
    reply: 'hello',
    version: protocolVersion,
    nonce: meeting.nonces.broker,
    proof: proofOf(meeting, 'broker')
  });
  if (hello.version !== protocolVersion) {
    // It learns which version this is, and no more.
    await wire.send(answer);
    throw new WireEnded('other-version');
  }
  const { proof } = decodeHello(appProofSchema, await wire.exchange(answer, limits.helloMs));
  if (!isProofOf(meeting, 'app', proof)) throw new WireEnded('not-proved');
  return sealOf(meeting, 'broker');
}

function decodeHello<T>(schema: Parameters<typeof decodeMessage<T>>[0], frame: Buffer): T {
  if (frame.length > frameBytes.hello) throw new WireEnded('oversized');
  return decodeMessage(schema, frame);
}

async function converse(wire: Wire, seal: Seal, deps: BrokerDeps, limits: BrokerLimits): Promise<void> {
  let answer = encodeMessage({ reply: 'ready', account: deps.account });
  for (let number = 1; ; number++) {
    const frame = await wire.exchange(seal.close(number - 1, answer), limits.idleMs);
    // A frame of an earlier number has another seal: nothing can be said twice.
    const request = decodeMessage(requestSchema, seal.open(number, frame));
    if (request.verb === 'bye') {
      await wire.send(seal.close(number, encodeMessage({ reply: 'bye' } satisfies Reply)));
      wire.end('done');
      return;
    }
    answer = encodeReply(await answerTo(request, wire, deps, limits));
  }
}

/** Sent is what the other end takes. */
function encodeReply(reply: Reply): Buffer {
  const encoded = encodeMessage(reply);
  if (encoded.length <= frameBytes.reply - 1024) return encoded;
  return encodeMessage({
    reply: 'refused',
    reason: 'unreadable',
    where: '',
    detail: 'too long'
  } satisfies Reply);
}

async function answerTo(
  request: Exclude<Request, { verb: 'bye' }>,
  wire: Wire,
  deps: BrokerDeps,
  limits: BrokerLimits
): Promise<Reply> {
  try {
    switch (request.verb) {
      case 'facts':
        return { reply: 'facts', image: machinePartOf(await deps.facts(wire.over)) };
      case 'plan': {
        const { fix, params } = known(deps, request);
        return { reply: 'plan', plan: await deps.plan(fix, params) };
      }
      case 'apply':
        return await apply(request, wire, deps, limits);
      case 'undo':
        return await undo(request, wire, deps, limits);
      case 'recover':
        return await recover(request, wire, deps, limits);
    }
  } catch (error) {
    if (error instanceof NotOurs) return refused(error.reason);
    if (error instanceof Refused) return refused(error.reason, error.where, error.detail, error.stayed);
    if (error instanceof NoSuchChange) return refused('no-such-change');
    if (error instanceof JournalCorrupt) return refused('journal-corrupt', error.place);
    if (error instanceof JournalUnusable)
      return {
        ...refused('journal-unusable', error.reason, error.code),
        folder: error.folder.slice(0, 4096)
      };
    throw error;
  }
}

type Refusal = Extract<Reply, { reply: 'refused' }>;
const refused = (
  reason: Refusal['reason'],
  where = '',
  detail = '',
  stayed: readonly string[] | null = null
): Refusal => ({
  reply: 'refused',
  reason,
  where: where.slice(0, 4096),
  detail: detail.slice(0, 4096),
  ...(stayed ? { stayed: stayed.slice(0, 1000).map((place) => place.slice(0, 4096)) } : {})
});

/** Something that the elevated side does not do, whoever asks. */
class NotOurs extends Error {
  constructor(readonly reason: 'unknown-fix' | 'not-machine-scope' | 'wrong-params') {
    super(reason);
  }
}

/** @throws NotOurs */
function known(
  { fixes }: BrokerDeps,
  request: { readonly fix: string; readonly params: Params }
): { fix: Fix; params: Params } {
  const fix = fixes.get(request.fix);
  if (!fix) throw new NotOurs('unknown-fix');
  // The person's own settings belong to their own process: here HKCU may be somebody else's.
  if (fix.scope !== 'machine') throw new NotOurs('not-machine-scope');
  const params = fix.params.safeParse(request.params);
  if (!params.success) throw new NotOurs('wrong-params');
  return { fix, params: params.data };
}

async function apply(
  request: Extract<Request, { verb: 'apply' }>,
  wire: Wire,
  deps: BrokerDeps,
  limits: BrokerLimits
): Promise<Reply> {
  const { fix, params } = known(deps, request);
  const plan = await deps.plan(fix, params);
  if (plan.hash !== request.hash) return { reply: 'changed', plan };
  if (plan.alreadyRight === true || plan.refused !== undefined) return { reply: 'applied', plan };
  if (fix.risk !== 'safe' && !(await ask(deps, wire, limits, { about: 'apply', plan })))
    return refused('declined');
  stillWanted(wire);
  const done = await deps.apply(fix, params, request.hash);
  return { reply: done.hash === request.hash ? 'applied' : 'changed', plan: done };
}

async function undo(
  { changeId, force }: Extract<Request, { verb: 'undo' }>,
  wire: Wire,
  deps: BrokerDeps,
  limits: BrokerLimits
): Promise<Reply> {
  if (force) {
    const fix = await deps.fixOf(changeId);
    if (!(await ask(deps, wire, limits, { about: 'force-undo', changeId, fix }))) return refused('declined');
    stillWanted(wire);
  }
  return { reply: 'undone', plan: await deps.undo(changeId, { force }) };
}

async function recover(
  { changeId, way }: Extract<Request, { verb: 'recover' }>,
  wire: Wire,
  deps: BrokerDeps,
  limits: BrokerLimits
): Promise<Reply> {
  if (way === 'finish') {
    // To finish is to make it anew: what was agreed to then is asked about again.
    const fix = await deps.fixOf(changeId);
    const isSafe = fix === null || deps.fixes.get(fix)?.risk === 'safe';
    if (!isSafe && !(await ask(deps, wire, limits, { about: 'finish', changeId, fix })))
      return refused('declined');
    stillWanted(wire);
  }
  return { reply: 'recovered', plan: await deps.recover(changeId, way) };
}

/**
 * The app may have gone while the person, or the PC, was thinking. What nobody waits for is not begun.
 *
 * @throws WireEnded
 */
function stillWanted(wire: Wire): void {
  if (wire.over.aborted) throw new WireEnded(wire.reason() ?? 'closed');
}

/** No answer is no. */
async function ask(
  { confirm }: BrokerDeps,
  wire: Wire,
  { questionMs }: BrokerLimits,
  question: Question
): Promise<boolean> {
  const time = new AbortController();
  const giveUp = (): void => {
    time.abort();
  };
  const timer = setTimeout(giveUp, questionMs);
  wire.over.addEventListener('abort', giveUp);
  if (wire.over.aborted) giveUp();
  try {
    return (await confirm(question, time.signal)) && !time.signal.aborted;
  } finally {
    clearTimeout(timer);
    wire.over.removeEventListener('abort', giveUp);
  }
}
