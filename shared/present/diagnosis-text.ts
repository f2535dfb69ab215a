import type { Diagnosis, Finding, StageResult } from '../model/diagnosis';
import type { FindingId } from '../model/finding-id';
import { essentialStages, type StageId } from '../model/stage';
import { formatTarget } from '../model/target';
import { text } from '../text';
import { findingLines } from './finding-lines';
import { findingTitle, type Names } from './finding-text';
import { marks, paint, severityMarks } from './marks';
import { clean, duration } from './read';
import { stateWord, viewOf, whyNotRun } from './stages';

/** The names in a finding of a check from this PC to another one: it may be about either of them. */
export const namesOnPath = (
  { target }: Pick<Diagnosis, 'target'>,
  { side }: Pick<Finding, 'side'>
): Names => ({
  ...target,
  pc: side === 'client' ? text('pc.name.this') : target.host
});

/** A whole result for people: what `check` prints and what Copy puts on the clipboard. */
export function diagnosisText(diagnosis: Diagnosis, colour = false): string {
  const { stages, findings, target, demo } = diagnosis;
  const cause = findings.find(({ id }) => id === diagnosis.likelyCause);
  const others = findings.filter((finding) => finding !== cause);
  const missing = stages.filter(({ outcome }) => outcome === 'could-not-run');
  const blocks = [
    [`${formatTarget(diagnosis.target)}  ${diagnosis.startedAt}`],
    demo
      ? [text(demo.replayed ? 'cli.result.replayed' : 'cli.result.demo', { scenario: demo.scenario })]
      : [],
    stages.map((stage) => stageLine(stage, colour)),
    cause
      ? [`${text('cli.result.cause')}:`, ...findingLines(cause, namesOnPath(diagnosis, cause), colour)]
      : [text(verdictKey(diagnosis), { host: target.host })],
    others.length > 0
      ? [
          `${text('cli.result.also')}:`,
          ...others.flatMap((finding) => findingLines(finding, namesOnPath(diagnosis, finding), colour))
        ]
      : [],
    missing.length > 0
      ? [
          `${text('cli.result.not-checked')}:`,
          ...missing.map((stage) => `  ${stageName(stage.id)}: ${clean(whyNotRun(stage) ?? '')}`)
        ]
      : []
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** One stage as text, with its evidence. */
export function stageText(diagnosis: Diagnosis, id: StageId): string {
  const stage = diagnosis.stages.find((one) => one.id === id);
  if (!stage) return stageName(id);
  const rows = viewOf(stage).rows.map(({ label, found, expected }) =>
    expected === undefined
      ? `      ${label}: ${found}`
      : `      ${label}: ${found} ${text('cli.result.expected', { expected })}`
  );
  return [formatTarget(diagnosis.target), stageLine(stage, false), ...rows].join('\n');
}

/** One finding as text. */
export function findingText(diagnosis: Diagnosis, id: FindingId): string {
  const found = diagnosis.findings.filter((finding) => finding.id === id);
  return [
    formatTarget(diagnosis.target),
    ...found.flatMap((finding) => findingLines(finding, namesOnPath(diagnosis, finding), false))
  ].join('\n');
}

/** The result in one line, for lists. */
export function headline(diagnosis: Diagnosis): string {
  const { findings, likelyCause } = diagnosis;
  const cause = findings.find(({ id }) => id === likelyCause);
  if (cause) return `${severityMarks.problem} ${findingTitle(cause, namesOnPath(diagnosis, cause))}`;
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const parts = [
    ...(isIncomplete(diagnosis) ? [`${marks['could-not-run']} ${text('cli.result.unknown')}`] : []),
    ...warnings.map(
      (finding) => `${severityMarks.warning} ${findingTitle(finding, namesOnPath(diagnosis, finding))}`
    )
  ];
  return parts.length > 0 ? parts.join('  ') : `${marks.ok} ${text('cli.result.ok')}`;
}

const isIncomplete = ({ stages }: Diagnosis): boolean =>
  stages.some(({ id, outcome }) => outcome === 'could-not-run' && essentialStages.includes(id));

function verdictKey(diagnosis: Diagnosis): `cli.result.${'stopped' | 'unknown' | 'no-problem' | 'nothing'}` {
  if (diagnosis.stages.some(({ evidence }) => evidence['because'] === 'cancelled'))
    return 'cli.result.stopped';
  if (isIncomplete(diagnosis)) return 'cli.result.unknown';
  return diagnosis.findings.some(({ severity }) => severity !== 'info')
    ? 'cli.result.no-problem'
    : 'cli.result.nothing';
}

const stageName = (id: StageId): string => text(`app.run.step.${id}.name`);

function stageLine(stage: StageResult, colour: boolean): string {
  const { id, outcome, durationMs } = stage;
  const columns = [
    paint(marks[outcome], colour),
    stageName(id).padEnd(10),
    text(`app.run.state.${stateWord(stage)}`).padEnd(13),
    (durationMs > 0 ? duration(durationMs) : '').padStart(7),
    ` ${viewOf(stage).line}`
  ];
  return `  ${columns.join(' ')}`.trimEnd();
}
