import type { KindOfFailure } from '../../shared/codes/code-entry';
import type { Finding, Side } from '../../shared/model/diagnosis';
import type { FindingId, MachineFindingId } from '../../shared/model/finding-id';
import type {
  CheckResult,
  MachineDiagnosis,
  MachineStageResult,
  Pc as SeenPc,
  Role
} from '../../shared/model/machine-diagnosis';
import type { MachineImage } from '../../shared/model/machine-image';
import {
  essentialMachineStages,
  machineStageIds,
  worstOutcome,
  type MachineStageId,
  type Outcome
} from '../../shared/model/stage';
import type { Transcript } from '../../shared/model/transcript';
import {
  judged,
  type End,
  type MachineCheck,
  type MachineContext,
  type MachineVerdict
} from '../checks/define-machine-check';
import { machineChecks } from '../checks/machine';
import { pcOf, type Pc } from '../changes/pc';
import type { MachineFacts } from '../facts';
import { isKnown, type NotKnown } from '../facts/fact';
import { offeredFixes } from '../fixes/offer';
import { likelyCause, rank } from './rank';
import { silences } from './silence';

/** The PCs of a diagnosis. One image may stand for both ends. */
export interface Ends {
  readonly client: MachineImage | null;
  readonly host: MachineImage | null;
}

/** What was read, as the ends that it stands for: one PC in its role, two as the client and the host. */
export const endsOf = (role: Role, first?: MachineImage, second?: MachineImage): Ends => {
  const one = first ?? null;
  if (second) return { client: one, host: second };
  return { client: role === 'host' ? null : one, host: role === 'client' ? null : one };
};

export interface MachineQuestion {
  /** Name or address that the person wants to reach, without a port. */
  readonly target?: string | null;
  readonly transcript?: Transcript | null;
  /** What sort of failure the person's codes stand for. */
  readonly failures?: readonly KindOfFailure[];
  /** Those codes as numbers, 0 to 0xffffffff. */
  readonly codes?: readonly number[];
  /** Findings that the person's codes speak for, most likely first. */
  readonly suspects?: readonly FindingId[];
  /** How long the reading took, in milliseconds. */
  readonly durationMs?: number;
}

/** One PC as one end: who it is, what is known of it. */
interface Seat {
  readonly end: End;
  readonly facts: MachineFacts;
}

interface Judged {
  readonly check: MachineCheck;
  readonly end: End;
  readonly side: Side;
  verdict: MachineVerdict;
  silencedBy?: MachineFindingId;
}

/**
 * What the images of one or two PCs mean. Pure: the same images give the same diagnosis, wherever they were taken.
 */
export function judgeMachine({ client, host }: Ends, question: MachineQuestion = {}): MachineDiagnosis {
  const onePc = client !== null && client === host;
  const clientPc = client === null ? null : pcOf(client);
  const hostPc = onePc ? clientPc : host === null ? null : pcOf(host);
  const clientFacts = clientPc?.facts ?? null;
  const hostFacts = hostPc?.facts ?? null;
  const context = (end: End): MachineContext => ({
    end,
    target: question.target ?? null,
    client: clientFacts,
    host: hostFacts,
    twoPcs: clientFacts !== null && hostFacts !== null && !onePc,
    transcript: question.transcript ?? null,
    failures: question.failures ?? [],
    codes: question.codes ?? []
  });
  const seats: Seat[] = [
    ...(hostFacts ? [{ end: 'host' as const, facts: hostFacts }] : []),
    ...(clientFacts ? [{ end: 'client' as const, facts: clientFacts }] : [])
  ];

  const results: Judged[] = [];
  // A PC that cannot be a host at all is judged first: its other host checks would only repeat it.
  const hostless = seats.some(({ end, facts }) => end === 'host' && cannotHost(facts, context('host')));
  for (const check of machineChecks) {
    for (const { end, facts, side } of seatsOf(check, seats, onePc, hostless, context('host').twoPcs)) {
      const skip = end === 'host' && hostless && check.id !== hostEdition;
      const verdict = skip
        ? ({ kind: 'not-applicable', because: `silenced by ${hostEdition}` } as const)
        : judged(() => check.run(facts, context(end)));
      results.push({ check, end, side, verdict });
    }
  }
  silence(results);

  const findings = rank(
    results.flatMap((result) => findingOf(result, result.end === 'host' ? hostPc : clientPc)),
    question.suspects ?? []
  );
  const seen = host ?? client;
  return {
    schema: 'reconnect.diagnosis/1',
    target: { thisPc: true, role: roleOf(client, host) },
    pcs: onePc
      ? [shownPc(client, 'both')]
      : [...(client ? [shownPc(client, 'client')] : []), ...(host ? [shownPc(host, 'host')] : [])],
    startedAt: startOf(hostFacts ?? clientFacts, seen),
    durationMs: question.durationMs ?? 0,
    stages: machineStageIds.map((id) => stageOf(id, results, { client, host })),
    findings,
    likelyCause: likelyCause(findings)
  };
}

const hostEdition = 'remote-desktop-not-in-edition' satisfies MachineFindingId;

function cannotHost(facts: MachineFacts, context: MachineContext): boolean {
  const edition = machineChecks.find(({ id }) => id === hostEdition);
  return edition !== undefined && judged(() => edition.run(facts, context)).kind === 'found';
}

/** For which PC and on which side a check runs. */
function seatsOf(
  { about }: MachineCheck,
  seats: readonly Seat[],
  onePc: boolean,
  hostless: boolean,
  twoPcs: boolean
): (Seat & { side: Side })[] {
  const ends = seats.map((seat) => ({ ...seat, side: seat.end }));
  switch (about) {
    case 'host':
    case 'client':
      return ends.filter(({ end }) => end === about);
    case 'each-role':
      return ends;
    case 'each-pc':
      // One value for both roles is one finding. A PC that cannot be a host still has it as a client.
      return onePc ? ends.filter(({ end }) => end === (hostless ? 'client' : 'host')) : ends;
    case 'network':
      return twoPcs
        ? ends.filter(({ end }) => end === 'client').map((seat) => ({ ...seat, side: 'network' }))
        : [];
  }
}

function silence(results: Judged[]): void {
  for (const { by, when, silenced } of silences) {
    const ends = results.flatMap(({ check, verdict, end }) =>
      check.id === by && verdict.kind === 'found' && (when?.(verdict.evidence) ?? true) ? [end] : []
    );
    for (const result of results) {
      // A finding about one end says nothing about the other, except where it lies between them.
      const concerned = ends.includes(result.end) || (ends.length > 0 && result.check.about === 'network');
      if (silenced.includes(result.check.id) && concerned) result.silencedBy = by;
    }
  }
}

function findingOf({ check, side, verdict, silencedBy }: Judged, pc: Pc | null): Finding[] {
  if (verdict.kind !== 'found' || silencedBy !== undefined) return [];
  const found = { id: check.id, side, evidence: [...verdict.evidence] };
  const { severity, confidence } = verdict;
  return [{ ...found, severity, confidence, fixes: pc ? offeredFixes(pc, found) : [] }];
}

function stageOf(id: MachineStageId, results: readonly Judged[], { client, host }: Ends): MachineStageResult {
  const checks = results
    .filter(({ check }) => check.stage === id)
    .map((result) => {
      const elevated = isElevated(result.end === 'host' ? host : client);
      return resultOf(result, elevated, isEssential(result, client !== null && client === host));
    });
  const outcome = worstOutcome(checks.map((check) => check.outcome));
  const because = checks.find((check) => check.outcome === 'could-not-run')?.because;
  return {
    id,
    outcome,
    durationMs: 0,
    evidence: { ...(outcome === 'could-not-run' && because !== undefined ? { because } : {}), checks }
  };
}

/** A mild finding must not hide that something worse could not be looked for. */
function outcomeOf({ severity, unseen }: Extract<MachineVerdict, { kind: 'found' }>): Outcome {
  if (severity !== 'info') return severity;
  return unseen ? 'could-not-run' : 'ok';
}

/** One value that serves both roles of a PC matters to both, on whichever side it is told. */
const isEssential = ({ check, end }: Judged, onePc: boolean): boolean =>
  (onePc && check.about === 'each-pc' ? (['host', 'client'] as const) : [end]).some((one) =>
    essentialMachineStages[one].includes(check.stage)
  );

function resultOf(
  { check, side, verdict, silencedBy }: Judged,
  elevated: boolean,
  essential: boolean
): CheckResult {
  const base = { id: check.id, side };
  const gap = ({
    unavailable,
    path,
    detail
  }: NotKnown): Omit<CheckResult, 'id' | 'side' | 'outcome' | 'evidence'> => ({
    because: unavailable,
    missing: { path, detail },
    essential,
    needsElevation: unavailable === 'access-denied' && !elevated
  });
  if (silencedBy !== undefined)
    return { ...base, outcome: 'not-applicable', because: `silenced by ${silencedBy}`, evidence: [] };
  switch (verdict.kind) {
    case 'ok':
      return { ...base, outcome: 'ok', evidence: [...verdict.evidence] };
    case 'found':
      return {
        ...base,
        outcome: outcomeOf(verdict),
        ...(verdict.unseen ? gap(verdict.unseen) : {}),
        evidence: [...verdict.evidence]
      };
    case 'not-applicable':
      return { ...base, outcome: 'not-applicable', because: verdict.because, evidence: [] };
    case 'could-not-run':
      return { ...base, outcome: 'could-not-run', ...gap(verdict.fact), evidence: [] };
  }
}

function isElevated(image: MachineImage | null): boolean {
  const identity = image?.identity;
  return identity !== null && identity !== undefined && 'elevated' in identity && identity.elevated === true;
}

const roleOf = (client: MachineImage | null, host: MachineImage | null): Role =>
  client && host ? 'both' : host ? 'host' : 'client';

function shownPc(image: MachineImage, role: Role): SeenPc {
  const { identity } = image;
  const computer =
    identity !== null &&
    identity !== undefined &&
    'computer' in identity &&
    typeof identity.computer === 'string'
      ? identity.computer
      : null;
  return { role, computer, takenAt: image.takenAt ?? null, takenBy: image.takenBy ?? null };
}

function startOf(facts: MachineFacts | null, image: MachineImage | null): string {
  const now = facts?.clock.now;
  return now !== undefined && isKnown(now) ? new Date(now.value).toISOString() : (image?.takenAt ?? '');
}
