import { text } from '../../text';
import {
  duration,
  list,
  number,
  oneOf,
  record,
  string,
  type JsonRecord,
  type Row,
  type StageView
} from '../read';

const outcomes = ['open', 'refused', 'filtered', 'unreachable', 'cancelled'] as const;
const reasons = ['network', 'host', 'protocol', 'prohibited', 'no-route'] as const;

/** Worst news last: what the line names when no address was open. */
const telling = ['refused', 'unreachable', 'filtered', 'error', 'cancelled'] as const;

export function connectView(evidence: JsonRecord): StageView {
  const attempts = list(evidence['attempts']).map(record);
  return { line: line(attempts, string(evidence['address'])), rows: attempts.map(attemptRow) };
}

/** The round trip to the address that later steps use, in milliseconds. */
export function latencyOf(evidence: JsonRecord): number | null {
  const used = string(evidence['address']);
  const attempt = list(evidence['attempts'])
    .map(record)
    .find((one) => one['address'] === used);
  return number(attempt?.['latencyMs']);
}

function line(attempts: readonly JsonRecord[], used: string | null): string {
  const open = attempts.find(
    (one) => one['outcome'] === 'open' && (used === null || one['address'] === used)
  );
  if (open) {
    const address = string(open['address']) ?? '';
    const latency = number(open['latencyMs']);
    return latency === null
      ? text('app.run.step.connect.open-plain', { address })
      : text('app.run.step.connect.open', { address, time: duration(latency) });
  }
  for (const outcome of telling) {
    const attempt = attempts.find((one) => one['outcome'] === outcome);
    if (attempt)
      return text(`app.run.step.connect.line.${outcome}`, { address: string(attempt['address']) ?? '' });
  }
  return text('app.run.step.connect.line.none');
}

function attemptRow(attempt: JsonRecord): Row {
  const outcome = text(`app.run.step.connect.outcome.${oneOf(outcomes, attempt['outcome'], 'error')}`);
  const took = number(attempt['latencyMs']) ?? number(attempt['durationMs']);
  const timed = took === null ? outcome : text('app.run.step.connect.in', { outcome, time: duration(took) });
  const reason = reasons.find((one) => one === attempt['unreachable']);
  const more = [reason && text(`app.run.step.connect.why.${reason}`), string(attempt['code'])].filter(
    Boolean
  );
  return {
    label: string(attempt['address']) ?? '',
    found: more.length > 0 ? `${timed} (${more.join(', ')})` : timed,
    expected: text('app.run.step.connect.expected')
  };
}
