import type { Finding } from '../../../shared/model/diagnosis';
import type {
  CheckResult,
  MachineDiagnosis,
  MachineStageResult
} from '../../../shared/model/machine-diagnosis';
import { machineFindingIds, type MachineFindingId } from '../../../shared/model/finding-id';
import type { MachineStageId } from '../../../shared/model/stage';
import { findingTitle } from '../../../shared/present/finding-text';
import { checkName, namesFor, whyNot } from '../../../shared/present/machine-text';
import { text } from '../../../shared/text';
import type { Mark } from '../state-mark';

/** How far a PC was read. */
export interface Reading {
  readonly reading: boolean;
  /** Whether the reading was stopped before its end. */
  readonly stopped: boolean;
  /** Whether it is the PC that the person sits at. */
  readonly thisPc: boolean;
}

/** One check of a PC, in words. */
export interface CheckView {
  readonly key: string;
  readonly check: CheckResult;
  readonly mark: Mark;
  readonly word: string;
  readonly name: string;
  /** Title of what it found; null where it found nothing. */
  readonly found: string | null;
  /** Why it did not judge. */
  readonly why: string | null;
}

/** One part of a PC, in words. */
export interface MachineStep {
  readonly id: MachineStageId;
  readonly name: string;
  readonly mark: Mark;
  readonly word: string;
  readonly line: string;
  /** False while its result may still change. */
  readonly settled: boolean;
  readonly checks: readonly CheckView[];
}

/** The given parts of a PC, in order. Before anything is known of them they wait, or were not tried. */
export function machineSteps(
  diagnosis: MachineDiagnosis | null,
  stages: readonly MachineStageId[],
  how: Reading
): readonly MachineStep[] {
  return stages.map((id) => {
    const stage = diagnosis?.stages.find((one) => one.id === id);
    return diagnosis && stage ? stepOf(diagnosis, stage, how) : unread(id, how);
  });
}

/** In the order in which checks explain a failure; it stays while results arrive, so that no row moves. */
function inOrder(checks: readonly CheckView[]): readonly CheckView[] {
  const place = ({ check }: CheckView): number => machineFindingIds.indexOf(check.id as MachineFindingId);
  return [...checks].sort((a, b) => place(a) - place(b));
}

const state = (
  word: 'ok' | 'problem' | 'warning' | 'not-applicable' | 'could-not-run' | 'running' | 'waiting' | 'not-run'
): string => text(`app.run.state.${word}`);

function unread(id: MachineStageId, { reading }: Reading): MachineStep {
  return {
    id,
    name: text(`pc.stage.${id}.name`),
    mark: reading ? 'waiting' : 'not-applicable',
    word: state(reading ? 'waiting' : 'not-run'),
    line: text(`pc.stage.${id}.about`),
    settled: false,
    checks: []
  };
}

function stepOf(diagnosis: MachineDiagnosis, stage: MachineStageResult, how: Reading): MachineStep {
  const { id } = stage;
  const checks = inOrder(stage.evidence.checks.map((check) => checkView(diagnosis, check, how)));
  const base = { id, name: text(`pc.stage.${id}.name`), checks };
  const found = checks.filter(({ mark }) => mark === 'problem' || mark === 'warning');
  const [first] = found.filter(({ mark }) => mark === stage.outcome);
  const isPending = how.reading && checks.some(({ check }) => isUnread(check));
  if (first) {
    const title = first.found ?? first.name;
    const count = found.length - 1;
    const line = count > 0 ? text('pc.screen.line.found-more', { title, count }) : title;
    return { ...base, mark: first.mark, word: first.word, line, settled: !isPending };
  }
  if (isPending)
    return {
      ...base,
      mark: 'running',
      word: state('running'),
      line: text(`pc.stage.${id}.about`),
      settled: false
    };
  return { ...base, settled: true, ...lineOf(checks, how) };
}

function lineOf(
  checks: readonly CheckView[],
  { stopped }: Reading
): Pick<MachineStep, 'mark' | 'word' | 'line'> {
  const missing = checks.filter(({ check }) => check.outcome === 'could-not-run');
  if (stopped && missing.length > 0 && missing.every(({ check }) => isUnread(check)))
    return { mark: 'not-applicable', word: state('not-run'), line: text('pc.screen.line.stopped') };
  if (missing.length > 0) {
    const onlyForAdministrators = missing.every(({ check }) => check.needsElevation === true);
    return {
      mark: 'could-not-run',
      word: onlyForAdministrators ? text('pc.screen.word.administrator') : state('could-not-run'),
      line: text('pc.screen.line.missing', { count: missing.length })
    };
  }
  if (checks.length === 0)
    return { mark: 'not-applicable', word: state('not-applicable'), line: text('pc.screen.line.other-role') };
  const notes = checks.filter(({ mark }) => mark === 'info').length;
  if (notes > 0)
    return { mark: 'ok', word: state('ok'), line: text('pc.screen.line.notes', { count: notes }) };
  const fine = checks.filter(({ mark }) => mark === 'ok').length;
  if (fine === 0)
    return { mark: 'not-applicable', word: state('not-applicable'), line: text('pc.screen.line.nothing') };
  return { mark: 'ok', word: state('ok'), line: text('pc.screen.line.fine', { count: fine }) };
}

/** Not read yet, or never before the reading was stopped. */
const isUnread = ({ outcome, because }: CheckResult): boolean =>
  outcome === 'could-not-run' && because === 'not-read';

function checkView(diagnosis: MachineDiagnosis, check: CheckResult, how: Reading): CheckView {
  const { id, side } = check;
  const names = namesFor(diagnosis, side, how.thisPc);
  const finding = diagnosis.findings.find((one) => one.id === id && one.side === side);
  const plainName = checkName(check, names);
  // Where one part is told of two ends, each row says which.
  const isTwice =
    diagnosis.stages.flatMap(({ evidence }) => evidence.checks).filter((one) => one.id === id).length > 1;
  const name = isTwice
    ? text('pc.screen.check.about', { name: plainName, side: shortSide(diagnosis, { side }, how.thisPc) })
    : plainName;
  const base = { key: `${id} ${side}`, check, name };
  if (isUnread(check) && how.reading)
    return { ...base, mark: 'waiting', word: state('waiting'), found: null, why: null };
  if (isUnread(check) && how.stopped)
    return {
      ...base,
      mark: 'not-applicable',
      word: state('not-run'),
      found: null,
      why: text('pc.screen.line.stopped')
    };
  return {
    ...base,
    ...stateOf(check, finding),
    found: finding ? findingTitle(finding, names) : null,
    why: reasonOf(check)
  };
}

function stateOf(check: CheckResult, finding: Finding | undefined): Pick<CheckView, 'mark' | 'word'> {
  if (finding?.severity === 'info') return { mark: 'info', word: text('pc.screen.word.info') };
  if (check.needsElevation === true)
    return { mark: 'could-not-run', word: text('pc.screen.word.administrator') };
  return { mark: check.outcome, word: state(check.outcome) };
}

function reasonOf(check: CheckResult): string | null {
  if (check.needsElevation === true) return text('pc.screen.administrator.why');
  return check.because === undefined ? null : sentenceCase(whyNot(check));
}

/** The reasons are parts of a line in the console, and lines of their own here. */
export const sentenceCase = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1);

/** Which of two PCs, by its name; of one PC, in which role. */
export function shortSide(
  diagnosis: MachineDiagnosis,
  { side }: Pick<Finding, 'side'>,
  thisPc: boolean
): string {
  if (side !== 'client' && side !== 'host') return text(`app.side.${side}`);
  if (diagnosis.pcs.length < 2) return text(`pc.screen.side.${side}`);
  return namesFor(diagnosis, side, thisPc).pc ?? text(`app.side.${side}`);
}
