import type { Finding } from '../model/diagnosis';
import type { CheckResult, MachineDiagnosis, MachineStageResult, Pc } from '../model/machine-diagnosis';
import type { FindingId } from '../model/finding-id';
import type { MachineStageId } from '../model/stage';
import { unavailableReasons } from '../model/unavailable-reason';
import { hasText, text } from '../text';
import { evidenceText, findingLines } from './finding-lines';
import { findingTitle, type Names } from './finding-text';
import { marks, paint } from './marks';
import { clean, clip, moment } from './read';

/** Of what could not be read each place is named, up to so many per stage. */
const mostMissing = 3;

/** NetBIOS names have 15 characters and DNS names 63 before the first dot; a report may say anything. */
const longestName = 100;

/** The name that a PC calls itself, fit to be shown; null where it is not known. */
export const computerName = (pc: Pick<Pc, 'computer'> | undefined): string | null =>
  clip(clean(pc?.computer ?? ''), longestName) || null;

/** The name of the PC that a finding is about, for its texts. */
export function namesFor({ pcs }: MachineDiagnosis, side: Finding['side'], thisPc: boolean): Names {
  const of = (role: 'client' | 'host'): string | null =>
    computerName(pcs.find((pc) => pc.role === role || pc.role === 'both'));
  const unnamed = text(thisPc ? 'pc.name.this' : 'pc.name.recorded');
  const pc = (thisPc && pcs.length === 1 ? null : of(side === 'client' ? 'client' : 'host')) ?? unnamed;
  return { pc, host: of('host') ?? text('pc.name.other') };
}

/** The side of a finding by the name of its PC and what that PC is looked at as. */
export function sideName(diagnosis: MachineDiagnosis, { side }: Finding, thisPc: boolean): string {
  if (side !== 'client' && side !== 'host') return text(`app.side.${side}`);
  const name = namesFor(diagnosis, side, thisPc).pc ?? '';
  return text('pc.side', { name, role: text(`pc.role.${side}`) });
}

/** Why a check did not judge, in words. */
export function whyNot({ outcome, because, needsElevation }: CheckResult): string {
  if (outcome === 'not-applicable') {
    if (because === 'not-covered') return text('pc.because.not-covered');
    return text(because?.startsWith('silenced by ') ? 'pc.because.silenced' : 'pc.because.does-not-apply');
  }
  if (because === 'access-denied' && needsElevation === true) return text('pc.because.access-denied-elevate');
  const reason = unavailableReasons.find((one) => one === because);
  return text(reason ? `pc.because.${reason}` : 'pc.because.failed');
}

/** The name of a check for people: the title of what it would find. */
export function checkName({ id, side }: CheckResult, names: Names): string {
  const key = `pc.check.${id}`;
  if (hasText(key)) return text(key);
  return findingTitle({ id, side, severity: 'info', confidence: 0, evidence: [], fixes: [] }, names);
}

/** Whether something is unknown without which nobody may say that all is well. */
export const isIncomplete = ({ stages }: MachineDiagnosis): boolean =>
  stages.some(({ evidence }) => evidence.checks.some(({ essential }) => essential === true));

/**
 * The result for people: what `this-pc` and `open` print and what Copy puts on the clipboard.
 *
 * @param thisPc whether it is the PC that the person sits at
 */
export function machineText(diagnosis: MachineDiagnosis, thisPc: boolean, colour = false): string {
  const { stages, findings, pcs, target } = diagnosis;
  const name = namesFor(diagnosis, target.role === 'client' ? 'client' : 'host', thisPc).pc ?? '';
  const cause = findings.find(({ id }) => id === diagnosis.likelyCause);
  const others = findings.filter((finding) => finding !== cause);
  const linesOf = (finding: Finding): string[] =>
    findingLines(
      finding,
      namesFor(diagnosis, finding.side, thisPc),
      colour,
      sideName(diagnosis, finding, thisPc)
    );
  const missing = stages.flatMap((stage) => missingLines(stage, diagnosis, thisPc));
  const blocks = [
    diagnosis.demo ? [text('pc.result.demo', diagnosis.demo)] : [],
    pcs.flatMap((pc) => [headingName(thisPc, pc), ...recordedBy(thisPc, pc)]),
    stages.map((stage) => stageLine(stage, colour)),
    cause ? [`${text('cli.result.cause')}:`, ...linesOf(cause)] : [text(verdictKey(diagnosis), { name })],
    others.length > 0 ? [`${text('cli.result.also')}:`, ...others.flatMap(linesOf)] : [],
    missing.length > 0 ? [`${text('cli.result.not-checked')}:`, ...missing] : []
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** What was looked at of a PC and what could not be, without the findings: for a text that has them in a list of its own. */
export function machineStagesText(diagnosis: MachineDiagnosis, thisPc: boolean): string {
  const looked = diagnosis.stages.filter(({ evidence }) => evidence.checks.length > 0);
  const missing = looked.flatMap((stage) => missingLines(stage, diagnosis, thisPc));
  return [
    `${headingName(thisPc, diagnosis.pcs[0])}:`,
    ...looked.map((stage) => stageLine(stage, false)),
    ...(missing.length > 0 ? ['', `${text('cli.result.not-checked')}:`, ...missing] : [])
  ].join('\n');
}

function recordedBy(thisPc: boolean, { takenBy }: Pc): string[] {
  const by = clip(clean(takenBy ?? ''), longestName);
  return thisPc || !by ? [] : [text('pc.result.by', { by })];
}

const headingName = (thisPc: boolean, pc: Pc | undefined): string =>
  text('pc.result.heading', {
    name: computerName(pc) ?? text(thisPc ? 'pc.name.this' : 'pc.name.recorded'),
    role: text(`pc.role.${pc?.role ?? 'both'}`),
    at: moment(pc?.takenAt ?? null) ?? ''
  }).trimEnd();

/** One stage as text, check by check. */
export function machineStageText(diagnosis: MachineDiagnosis, id: MachineStageId, thisPc: boolean): string {
  const stage = diagnosis.stages.find((one) => one.id === id);
  if (!stage) return text(`pc.stage.${id}.name`);
  const rows = stage.evidence.checks.flatMap((check) => {
    const name = checkName(check, namesFor(diagnosis, check.side, thisPc));
    const why = check.because === undefined ? [] : [`      ${whyNot(check)}`];
    return [
      `    ${marks[check.outcome]} ${name}`,
      ...why,
      ...check.evidence.map((item) => `      ${evidenceText(item)}`)
    ];
  });
  return [stageLine(stage, false), ...rows].join('\n');
}

/** One finding as text. */
export function machineFindingText(diagnosis: MachineDiagnosis, id: FindingId, thisPc: boolean): string {
  return diagnosis.findings
    .filter((finding) => finding.id === id)
    .flatMap((finding) =>
      findingLines(
        finding,
        namesFor(diagnosis, finding.side, thisPc),
        false,
        sideName(diagnosis, finding, thisPc)
      )
    )
    .join('\n');
}

function verdictKey(diagnosis: MachineDiagnosis): `pc.result.${'unknown' | 'no-problem' | 'nothing'}` {
  if (isIncomplete(diagnosis)) return 'pc.result.unknown';
  return diagnosis.findings.some(({ severity }) => severity !== 'info')
    ? 'pc.result.no-problem'
    : 'pc.result.nothing';
}

function stageLine({ id, outcome }: MachineStageResult, colour: boolean): string {
  return `  ${paint(marks[outcome], colour)} ${text(`pc.stage.${id}.name`).padEnd(18)} ${text(`app.run.state.${outcome}`)}`;
}

function missingLines(
  { evidence, id }: MachineStageResult,
  diagnosis: MachineDiagnosis,
  thisPc: boolean
): string[] {
  const missing = evidence.checks.filter(({ outcome }) => outcome === 'could-not-run');
  if (missing.length === 0) return [];
  const places = new Map(missing.map((check) => [`${check.missing?.path}`, check]));
  const lines = [...places.values()].map((check) =>
    text('pc.result.missing', {
      check: text(`pc.stage.${id}.name`),
      why: whyNot(check),
      place:
        clean([check.missing?.path, check.missing?.detail].filter(Boolean).join(', ')) ||
        checkName(check, namesFor(diagnosis, check.side, thisPc))
    })
  );
  const more = lines.length - mostMissing;
  return [
    ...lines.slice(0, mostMissing).map((line) => `  ${line}`),
    ...(more > 0 ? [`    ${text('pc.result.more-missing', { count: more })}`] : [])
  ];
}
