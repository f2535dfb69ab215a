import type { StageId } from '../../shared/model/stage';
import type { Target } from '../../shared/model/target';
import type { StageFacts, StageRecord, Transcript } from '../../shared/model/transcript';
import { round } from './open-socket';
import { createPacer, type Pacer } from './pacer';

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

/** One run of the probe: what it is about, and the record of what its stages saw. */
export interface Run {
  readonly target: Target;
  readonly options: ProbeOptions;
  readonly signal: AbortSignal;
  readonly pacer: Pacer;
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
    pacer: createPacer(options.pauseMs),
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
        if (now === 'pending') record(id, { state });
      }
    },
    transcript
  };
}
