import type { StageId } from '../../shared/model/stage';
import type { Target } from '../../shared/model/target';
import type { StageFacts, StageRecord, Transcript } from '../../shared/model/transcript';
import { round, type Address } from './open-socket';
import { waitTurn } from './pacer';

export interface ProbeOptions {
  /** Per stage, milliseconds. */
  readonly timeoutMs: number;
  /** Between the starts of two connections to the host, milliseconds. */
  readonly pauseMs: number;
  /** Connects of the stability stage; 0 leaves it out. */
  readonly repeat: number;
  /** How long the stability stage holds one connection, milliseconds. */
  readonly holdMs: number;
  /** Try every TLS version by itself even when the first handshake succeeds. */
  readonly allTlsVersions: boolean;
}

/** Called when a stage begins (`active`), when it is decided, and when more is learnt about it later. */
export type OnStage = (stage: StageId, active: boolean, transcript: Transcript) => void;

type Records = { -readonly [Id in StageId]: StageRecord<StageFacts[Id]> };

/** What a check may make without being asked for more, see docs/decisions/0001. */
const mostConnections = 6;

/** One run of the probe: what it is about, and the record of what its stages saw. */
export interface Run {
  readonly target: Target;
  readonly options: ProbeOptions;
  readonly signal: AbortSignal;
  /** Resolves when a connection to the address may start, and counts it. */
  readonly turn: (address: Address) => Promise<void>;
  /** Whether one more connection keeps to the limit of a check that asks for nothing special. */
  readonly mayConnectAgain: () => boolean;
  readonly begin: (stage: StageId) => void;
  readonly record: <Id extends StageId>(stage: Id, record: StageRecord<StageFacts[Id]>) => void;
  /** Runs a stage: announces it, times it, and turns an unexpected fault into `failed` with its detail. */
  readonly stage: <Id extends StageId>(
    id: Id,
    work: () => Promise<StageFacts[Id]>
  ) => Promise<StageFacts[Id] | null>;
  readonly settlePending: (state: 'cancelled' | 'not-reached') => void;
  readonly transcript: () => Transcript;
}

/**
 * Starts the record of a run.
 *
 * @param earlier a transcript to go on from; its stages are kept until they are recorded anew
 */
export function createRun(
  target: Target,
  options: ProbeOptions,
  signal: AbortSignal,
  onStage: OnStage,
  earlier?: Transcript
): Run {
  let connections = 0;
  const startedAt = earlier?.startedAt ?? new Date().toISOString();
  const pending = { state: 'pending' } as const;
  const records: Records = earlier
    ? { ...earlier.stages }
    : {
        resolve: pending,
        connect: pending,
        negotiate: pending,
        tls: pending,
        credssp: pending,
        udp: pending,
        stability: pending
      };
  const transcript = (): Transcript => ({
    schema: 'reconnect.transcript/1',
    target,
    startedAt,
    timeoutMs: options.timeoutMs,
    stages: { ...records }
  });
  const record: Run['record'] = (stage, value) => {
    (records as Record<StageId, unknown>)[stage] = value;
    onStage(stage, false, transcript());
  };
  return {
    target,
    options,
    signal,
    turn: ({ address }) => {
      connections += 1;
      return waitTurn(address, options.pauseMs, signal);
    },
    mayConnectAgain: () => connections < mostConnections,
    begin: (stage) => onStage(stage, true, transcript()),
    record,
    async stage(id, work) {
      const started = performance.now();
      onStage(id, true, transcript());
      try {
        const facts = await work();
        signal.throwIfAborted();
        record(id, { state: 'done', durationMs: round(performance.now() - started), facts });
        return facts;
      } catch (error) {
        if (signal.aborted) throw error;
        const detail = error instanceof Error ? error.message : String(error);
        record(id, { state: 'failed', durationMs: round(performance.now() - started), detail });
        return null;
      }
    },
    settlePending(state) {
      for (const [id, { state: now }] of Object.entries(records) as [StageId, StageRecord<unknown>][]) {
        const nobodyAsked = id === 'stability' && options.repeat === 0;
        if (now === 'pending')
          record(id, { state: nobodyAsked && state === 'cancelled' ? 'not-asked' : state });
      }
    },
    transcript
  };
}
