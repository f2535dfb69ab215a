import { hasText, text } from '../../shared/text';
import type { Diagnosis, Evidence, Finding, StageResult } from '../../shared/model/diagnosis';
import type { FindingId } from '../../shared/model/finding-id';
import type { Outcome, StageId } from '../../shared/model/stage';

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
    [`${hostAndPort(diagnosis)}  ${diagnosis.startedAt}`],
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
          ...missing.map((stage) => `  ${stageName(stage.id)}: ${becauseOf(stage)}`)
        ]
      : []
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** One stage as text. */
export function stageText(diagnosis: Diagnosis, id: StageId): string {
  const stage = diagnosis.stages.find((one) => one.id === id);
  if (!stage) return stageName(id);
  return `${hostAndPort(diagnosis)}\n${stageLine(stage, false)}\n${JSON.stringify(stage.evidence, null, 2)}`;
}

/** One finding as text. */
export function findingText(diagnosis: Diagnosis, id: FindingId): string {
  const found = diagnosis.findings.filter((finding) => finding.id === id);
  return [
    hostAndPort(diagnosis),
    ...found.flatMap((finding) => findingLines(finding, diagnosis, false))
  ].join('\n');
}

/** The result in one line, for lists. */
export function headline(diagnosis: Diagnosis): string {
  const cause = diagnosis.findings.find(({ id }) => id === diagnosis.likelyCause);
  if (cause) return `${severityMarks.problem} ${titleOf(cause, diagnosis)}`;
  const warnings = diagnosis.findings.filter(({ severity }) => severity === 'warning');
  if (warnings.length > 0)
    return `${severityMarks.warning} ${warnings.map((finding) => titleOf(finding, diagnosis)).join('; ')}`;
  const missing = diagnosis.stages.some(({ outcome }) => outcome === 'could-not-run');
  return missing
    ? `${marks['could-not-run']} ${text('cli.result.unknown')}`
    : `${marks.ok} ${text('cli.result.ok')}`;
}

function verdictKey({
  findings,
  stages
}: Diagnosis): 'cli.result.unknown' | 'cli.result.no-problem' | 'cli.result.nothing' {
  if (stages.some(({ outcome }) => outcome === 'could-not-run')) return 'cli.result.unknown';
  return findings.some(({ severity }) => severity !== 'info')
    ? 'cli.result.no-problem'
    : 'cli.result.nothing';
}

const hostAndPort = ({ target: { host, port } }: Diagnosis): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

const stageName = (id: StageId): string => text(`app.run.step.${id}.name`);

function paint(mark: string, colour: boolean): string {
  const code = colours[mark];
  return colour && code !== undefined ? `\u001b[${code}m${mark}\u001b[0m` : mark;
}

function stageLine(stage: StageResult, colour: boolean): string {
  const { id, outcome, durationMs } = stage;
  const time = durationMs > 0 ? `${Math.round(durationMs)} ms` : '';
  const line = `  ${paint(marks[outcome], colour)} ${stageName(id).padEnd(10)} ${text(`app.run.state.${outcome}`).padEnd(13)} ${time.padStart(8)}`;
  const because = becauseOf(stage);
  return because === '' ? line.trimEnd() : `${line}   ${because}`;
}

/** Why a stage did not run; empty for one that did. */
function becauseOf({ evidence: { because } }: StageResult): string {
  if (typeof because !== 'string') return '';
  return because === 'not-reached' ||
    because === 'not-asked' ||
    because === 'not-offered' ||
    because === 'cancelled'
    ? text(`cli.because.${because}`)
    : because;
}

function paramsOf({ evidence: [first] }: Finding, { target }: Diagnosis): Record<string, string | number> {
  return {
    host: target.host,
    port: target.port,
    value: plain(first?.value ?? ''),
    expected: plain(first?.expected ?? '')
  };
}

const titleOf = (finding: Finding, diagnosis: Diagnosis): string =>
  text(`finding.${finding.id}.title`, paramsOf(finding, diagnosis));

function findingLines(finding: Finding, diagnosis: Diagnosis, colour: boolean): string[] {
  const params = paramsOf(finding, diagnosis);
  const side = text('cli.result.side', { side: text(`app.side.${finding.side}`) });
  const details = finding.evidence.map(
    (item) => `      ${text('cli.result.seen', { evidence: evidenceText(item) })}`
  );
  const said = (part: 'meaning' | 'next'): string | null => {
    const key = `finding.${finding.id}.${part}`;
    return hasText(key) ? text(key, params) : null;
  };
  const meaning = said('meaning');
  const next = said('next');
  return [
    `  ${paint(severityMarks[finding.severity], colour)} ${titleOf(finding, diagnosis)}`,
    `      ${side} (${finding.id})`,
    ...(meaning === null ? [] : [`      ${meaning}`]),
    ...(next === null ? [] : [`      ${text('cli.result.next', { next })}`]),
    ...details
  ];
}

function evidenceText({ path, value, expected }: Evidence): string {
  const found = `${path} = ${plain(value)}`;
  return expected === null ? found : `${found} ${text('cli.result.expected', { expected: plain(expected) })}`;
}

/**
 * A value as text. What a host says of itself may hold control characters and direction marks, which would write over the
 * console or turn a line around; they become `\\u…`.
 */
function plain(value: Evidence['value']): string {
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  return said.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0') ?? ''}`
  );
}
