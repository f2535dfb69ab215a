import type { KindOfFailure } from '../../shared/codes/code-entry';
import type { Evidence, Severity } from '../../shared/model/diagnosis';
import type { MachineFindingId } from '../../shared/model/finding-id';
import type { MachineStageId } from '../../shared/model/stage';
import type { Transcript } from '../../shared/model/transcript';
import type { MachineFacts } from '../facts';
import { isKnown, type Fact, type Known, type NotKnown } from '../facts/fact';

/** The end of a connection that a PC is looked at as. */
export type End = 'client' | 'host';

/**
 * What a check is about.
 * - `host`, `client`: that end of the connection.
 * - `each-role`: something that a PC has once for each role, such as a Schannel key.
 * - `each-pc`: one value that serves both roles: one finding per PC, on the side of the host where it plays both.
 * - `network`: what lies between two PCs, judged when both were looked at.
 */
export type About = End | 'each-role' | 'each-pc' | 'network';

/** What a check is told beside the facts of the PC it looks at. */
export interface MachineContext {
  /** The role it looks at. */
  readonly end: End;
  /** Name or address that the person wants to reach, without a port; null where nobody said. */
  readonly target: string | null;
  /** The two ends, where their PCs were looked at. The same facts twice where one PC is looked at as both. */
  readonly client: MachineFacts | null;
  readonly host: MachineFacts | null;
  /** Whether the ends are two PCs. */
  readonly twoPcs: boolean;
  /** What the network probe saw in the same run. */
  readonly transcript: Transcript | null;
  /** What sort of failure the codes stand for that the person has. */
  readonly failures: readonly KindOfFailure[];
  /** The numbers themselves, 0 to 0xffffffff. */
  readonly codes: readonly number[];
}

/** What a check of a PC concludes. */
export type MachineVerdict =
  | { readonly kind: 'ok'; readonly evidence: readonly Evidence[] }
  | {
      readonly kind: 'found';
      readonly severity: Severity;
      /** 0 to 1: how sure it is that this holds and that it matters. */
      readonly confidence: number;
      readonly evidence: readonly Evidence[];
      /** What could not be seen and might have made it worse. */
      readonly unseen?: NotKnown;
    }
  | { readonly kind: 'not-applicable'; readonly because: string }
  | { readonly kind: 'could-not-run'; readonly fact: NotKnown };

export interface MachineCheck {
  /** The finding it gives, and the name of its file. */
  readonly id: MachineFindingId;
  readonly stage: MachineStageId;
  readonly about: About;
  /** Pure. What `need` cannot give makes the check could-not-run. */
  readonly run: (facts: MachineFacts, context: MachineContext) => MachineVerdict;
}

/** A check of a PC. */
export const defineMachineCheck = (check: MachineCheck): MachineCheck => check;

class Unknown extends Error {
  override readonly name = 'Unknown';
  constructor(readonly fact: NotKnown) {
    super(`${fact.path}: ${fact.unavailable}`);
  }
}

/** A fact that the check cannot do without: where it is not known, the check ends there as could-not-run. */
export function need<T>(fact: Fact<T>): Known<T> {
  if (isKnown(fact)) return fact;
  throw new Unknown(fact);
}

/** Runs a check or a part of one; what it needed and nobody knows becomes its outcome. */
export function judged(run: () => MachineVerdict): MachineVerdict {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return error.fact.unavailable === 'not-covered'
      ? { kind: 'not-applicable', because: 'not-covered' }
      : { kind: 'could-not-run', fact: error.fact };
  }
}

/** Nothing wrong; with what was seen. */
export const sound = (...evidence: readonly Evidence[]): MachineVerdict => ({ kind: 'ok', evidence });
export const foundOnPc = (
  severity: Severity,
  confidence: number,
  ...evidence: readonly Evidence[]
): MachineVerdict => ({ kind: 'found', severity, confidence, evidence });
/** @param because one word or two in English, for the JSON output: `not-a-server`. */
export const doesNotApply = (because: string): MachineVerdict => ({ kind: 'not-applicable', because });

/** A fact as evidence. `value` where the fact's own is not what to show. */
export const shown = <T extends Evidence['value']>(
  { path, source, value }: Known<T>,
  expected: Evidence['expected']
): Evidence => ({ path, value, expected, source });
export const shownAs = (
  { path, source }: Known<unknown>,
  value: Evidence['value'],
  expected: Evidence['expected']
): Evidence => ({ path, value, expected, source });

/** What was found, at its lesser severity, where something else could have made it worse and is not known. */
export const atLeast = (verdict: MachineVerdict, mightBeWorse: Fact<unknown>): MachineVerdict =>
  verdict.kind === 'found' &&
  verdict.severity !== 'problem' &&
  !isKnown(mightBeWorse) &&
  mightBeWorse.unavailable !== 'not-covered'
    ? { ...verdict, unseen: mightBeWorse }
    : verdict;

const worstFirst = ['problem', 'warning', 'info'] as const;

/**
 * One verdict from several of the same check, such as one per service: all that was found, at the worst severity, with
 * what could not be seen beside it; where nothing was found, what could not be seen before what is well.
 */
export function all(parts: readonly (() => MachineVerdict)[]): MachineVerdict {
  const verdicts = parts.map(judged);
  const [unseen] = verdicts.flatMap((verdict) => (verdict.kind === 'could-not-run' ? [verdict] : []));
  const found = verdicts.flatMap((verdict) => (verdict.kind === 'found' ? [verdict] : []));
  if (found.length > 0) {
    const severity = worstFirst.find((one) => found.some((verdict) => verdict.severity === one)) ?? 'info';
    const confidence = Math.max(...found.map((verdict) => verdict.confidence));
    const verdict = foundOnPc(severity, confidence, ...found.flatMap(({ evidence }) => evidence));
    return unseen ? atLeast(verdict, unseen.fact) : verdict;
  }
  if (unseen) return unseen;
  const well = verdicts.flatMap((verdict) => (verdict.kind === 'ok' ? [verdict] : []));
  return well.length === 0
    ? (verdicts[0] ?? doesNotApply('nothing-to-look-at'))
    : sound(...well.flatMap(({ evidence }) => evidence));
}
