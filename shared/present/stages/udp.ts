import { text } from '../../text';
import { bytesRow, number, row, string, type Json, type JsonRecord, type StageView } from '../read';

export function udpView(evidence: JsonRecord): StageView {
  const line = endLine(evidence);
  return {
    line,
    rows: [
      ...row(text('app.run.step.udp.row.end'), line, text('app.run.step.udp.expected')),
      ...row(text('app.run.step.udp.row.mtu-up'), size(evidence['upstreamMtu'])),
      ...row(text('app.run.step.udp.row.mtu-down'), size(evidence['downstreamMtu'])),
      ...bytesRow(text('app.run.steps.bytes-sent'), evidence['requestHex']),
      ...bytesRow(text('app.run.steps.bytes'), evidence['replyHex'])
    ]
  };
}

function size(value: Json | undefined): string | null {
  const found = number(value);
  return found === null ? null : text('app.run.step.udp.bytes', { value: found });
}

function endLine(evidence: JsonRecord): string {
  switch (evidence['end']) {
    case 'answered':
      return text('app.run.step.udp.answered');
    case 'refused':
      return text('app.run.step.udp.refused');
    case 'garbage':
      return text('app.run.step.udp.garbage');
    case 'error':
      return text('app.run.step.udp.error', { code: string(evidence['code']) ?? '' });
    default:
      return text('app.run.step.udp.no-answer');
  }
}
