import type { Diagnosis } from '../../shared/model/diagnosis';
import type { FindingId } from '../../shared/model/finding-id';
import type { StageId } from '../../shared/model/stage';
import type { Target } from '../../shared/model/target';
import type { Transcript } from '../../shared/model/transcript';
import { probe, probeStability } from '../probe/probe';
import type { ProbeOptions } from '../probe/probe-run';
import { judge } from './judge';

/** Enough for two repeats of a lost SYN, and for the three seconds after which a dead neighbour is reported. */
export const defaultOptions: ProbeOptions = {
  timeoutMs: 5000,
  pauseMs: 200,
  repeat: 0,
  holdMs: 10_000,
  allTlsVersions: false
};

export interface Progress {
  /** Stages being worked on, with the moment each began (milliseconds since the epoch). */
  readonly active: readonly { readonly id: StageId; readonly since: number }[];
  /** What is known so far. */
  readonly diagnosis: Diagnosis;
}

export interface DiagnoseInput {
  readonly target: Target;
  readonly options: ProbeOptions;
  readonly signal: AbortSignal;
  /** Findings that an error code speaks for, most likely first. */
  readonly suspects?: readonly FindingId[];
  readonly onProgress?: (progress: Progress) => void;
}

export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly transcript: Transcript;
}

/** Probes the target and judges what was seen. Never rejects for what the other side does; an abort keeps what was seen. */
export function diagnose(input: DiagnoseInput): Promise<Diagnosed> {
  return follow(input, (onStage) => probe(input.target, input.options, input.signal, onStage));
}

/** Adds the stability stage to a run that is over. */
export function diagnoseStability(earlier: Diagnosed, input: DiagnoseInput): Promise<Diagnosed> {
  return follow(
    input,
    (onStage) => probeStability(earlier.transcript, input.options, input.signal, onStage),
    earlier.diagnosis.durationMs
  );
}

async function follow(
  { suspects = [], onProgress }: DiagnoseInput,
  work: (onStage: (stage: StageId, isActive: boolean, transcript: Transcript) => void) => Promise<Transcript>,
  earlierMs = 0
): Promise<Diagnosed> {
  const started = performance.now();
  const elapsed = (): number => Math.round((earlierMs + performance.now() - started) * 100) / 100;
  const active = new Map<StageId, number>();
  const transcript = await work((stage, isActive, soFar) => {
    if (isActive) active.set(stage, Date.now());
    else active.delete(stage);
    onProgress?.({
      active: [...active].map(([id, since]) => ({ id, since })),
      diagnosis: judge(soFar, elapsed(), suspects)
    });
  });
  return { transcript, diagnosis: judge(transcript, elapsed(), suspects) };
}
