import type { Diagnosis, Evidence, Finding, StageResult } from '../model/diagnosis';
import type { FindingId } from '../model/finding-id';
import { essentialStages, type Outcome, type StageId } from '../model/stage';
import { formatTarget } from '../model/target';
import { text } from '../text';
import { findingText as partOf, findingTitle, plain } from './finding-text';
import { clean, duration } from './read';
import { stateWord, viewOf, whyNotRun } from './stages';

/** Shape before colour: every state can be told apart without colours and read aloud. */
const marks: Readonly<Record<Outcome, string>> = {
  ok: '√',
  problem: '×',
  warning: '!',
  'could-not-run': '?',
  'not-applicable': '-'
};
const severityMarks = { problem: marks.problem, warning: marks.warning, info: 'i' } as const;

/** SGR colour numbers: https://en.wikipedia.org/wiki/ANSI_escape_code#Colors */
const colours: Readonly<Record<string, number>> = {
  [marks.ok]: 32,
  [marks.problem]: 31,
  [marks.warning]: 33,
  [marks['could-not-run']]: 35
};

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
      ? [`${text('cli.result.cause')}:`, ...findingLines(cause, diagnosis, colour)]
      : [text(verdictKey(diagnosis), { host: target.host })],
    others.length > 0
      ? [
          `${text('cli.result.also')}:`,
          ...others.flatMap((finding) => findingLines(finding, diagnosis, colour))
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
    ...found.flatMap((finding) => findingLines(finding, diagnosis, false))
  ].join('\n');
}

/** The result in one line, for lists. */
export function headline(diagnosis: Diagnosis): string {
  const { findings, likelyCause, target } = diagnosis;
  const cause = findings.find(({ id }) => id === likelyCause);
  if (cause) return `${severityMarks.problem} ${findingTitle(cause, target)}`;
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const parts = [
    ...(isIncomplete(diagnosis) ? [`${marks['could-not-run']} ${text('cli.result.unknown')}`] : []),
    ...warnings.map((finding) => `${severityMarks.warning} ${findingTitle(finding, target)}`)
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

function paint(mark: string, colour: boolean): string {
  const code = colours[mark];
  return colour && code !== undefined ? `\u001b[${code}m${mark}\u001b[0m` : mark;
}

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

function findingLines(finding: Finding, { target }: Diagnosis, colour: boolean): string[] {
  const side = text('cli.result.side', { side: text(`app.side.${finding.side}`) });
  const meaning = partOf(finding, 'meaning', target);
  const next = partOf(finding, 'next', target);
  return [
    `  ${paint(severityMarks[finding.severity], colour)} ${findingTitle(finding, target)}`,
    `      ${side} (${finding.id})`,
    ...(meaning === null ? [] : [`      ${meaning}`]),
    ...(next === null ? [] : [`      ${text('cli.result.next', { next })}`]),
    ...finding.evidence.map((item) => `      ${text('cli.result.seen', { evidence: evidenceText(item) })}`)
  ];
}

function evidenceText({ path, value, expected }: Evidence): string {
  const found = `${path} = ${value === null ? text('cli.result.nothing-seen') : plain(value)}`;
  return expected === null ? found : `${found} ${text('cli.result.expected', { expected: plain(expected) })}`;
}
