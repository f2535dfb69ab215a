import { text } from '../../text';
import { duration, list, number, oneOf, record, row, string, type JsonRecord, type StageView } from '../read';

const ends = ['held', 'reset', 'closed'] as const;

export function stabilityView(evidence: JsonRecord): StageView {
  const total = list(evidence['connects']).length;
  const lost = number(evidence['lost']) ?? 0;
  const median = number(evidence['medianMs']);
  const jitter = number(evidence['jitterMs']);
  const ok = total - lost;
  const held = record(evidence['held']);
  return {
    line:
      // That it was cut matters more than how well the connects went.
      held['end'] === 'reset'
        ? text('app.run.step.stability.line-reset', { time: duration(number(held['heldMs']) ?? 0) })
        : median === null || jitter === null
          ? text('app.run.step.stability.line-short', { ok, total })
          : text('app.run.step.stability.line', {
              ok,
              total,
              median: duration(median),
              jitter: duration(jitter)
            }),
    rows: [
      ...row(text('app.run.step.stability.row.connects'), text('app.run.step.stability.of', { ok, total })),
      ...row(
        text('app.run.step.stability.row.lost'),
        total === 0 ? null : `${Math.round((100 * lost) / total)} %`,
        text('app.run.step.stability.expected-lost')
      ),
      ...row(
        text('app.run.step.stability.row.median'),
        median === null ? null : duration(median),
        text('app.run.step.stability.expected-median')
      ),
      ...row(
        text('app.run.step.stability.row.jitter'),
        jitter === null ? null : duration(jitter),
        text('app.run.step.stability.expected-jitter')
      ),
      ...row(
        text('app.run.step.stability.row.held'),
        evidence['held'] ? heldLine(record(evidence['held'])) : null,
        text('app.run.step.stability.expected-held')
      )
    ]
  };
}

function heldLine(held: JsonRecord): string {
  return text(`app.run.step.stability.held.${oneOf(ends, held['end'], 'not-connected')}`, {
    time: duration(number(held['heldMs']) ?? 0),
    code: string(held['code']) ?? ''
  });
}
