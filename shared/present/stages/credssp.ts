import { text } from '../../text';
import {
  bytesRow,
  moment,
  number,
  oneOf,
  record,
  row,
  string,
  type JsonRecord,
  type StageView
} from '../read';

const silent = ['closed', 'reset', 'garbage'] as const;

export function credsspView(evidence: JsonRecord): StageView {
  const ntlm = record(evidence['ntlm']);
  const version = number(evidence['version']);
  const computer = string(ntlm['dnsComputer']) ?? string(ntlm['netbiosComputer']);
  const offset = number(evidence['clockOffsetSeconds']);
  const line = answerLine(evidence['end'] === 'answered', evidence['end'], version, computer);
  return {
    line,
    rows: [
      ...row(text('app.run.step.credssp.row.end'), evidence['end'] === 'answered' ? null : line),
      ...row(
        text('app.run.step.credssp.row.version'),
        version === null ? null : String(version),
        text('app.run.step.credssp.expected-version')
      ),
      ...row(text('app.run.step.credssp.row.status'), status(number(evidence['errorCode']))),
      ...row(text('app.run.step.credssp.row.computer'), string(ntlm['netbiosComputer'])),
      ...row(text('app.run.step.credssp.row.dns'), string(ntlm['dnsComputer'])),
      ...row(
        text('app.run.step.credssp.row.domain'),
        string(ntlm['dnsDomain']) ?? string(ntlm['netbiosDomain'])
      ),
      ...row(text('app.run.step.credssp.row.build'), build(record(ntlm['version']))),
      ...row(text('app.run.step.credssp.row.time'), moment(string(ntlm['time']))),
      ...row(
        text('app.run.step.credssp.row.clock'),
        offset === null ? null : text('app.run.step.credssp.seconds', { value: signed(offset) }),
        text('app.run.step.credssp.expected-clock')
      ),
      ...bytesRow(text('app.run.steps.bytes-sent'), evidence['requestHex']),
      ...bytesRow(text('app.run.steps.bytes'), evidence['replyHex'])
    ]
  };
}

function answerLine(
  answered: boolean,
  end: unknown,
  version: number | null,
  computer: string | null
): string {
  if (!answered) {
    const kind = oneOf(silent, typeof end === 'string' ? end : null, 'no-answer');
    return text(`app.run.step.credssp.end.${kind}`);
  }
  if (version === null) return text('app.run.step.credssp.answered-unknown');
  return computer
    ? text('app.run.step.credssp.answered', { version, computer })
    : text('app.run.step.credssp.answered-plain', { version });
}

/** NTSTATUS as it is written everywhere: eight hex digits. */
function status(code: number | null): string | null {
  return code === null ? null : `0x${(code >>> 0).toString(16).padStart(8, '0')}`;
}

function build(version: JsonRecord): string | null {
  const parts = [number(version['major']), number(version['minor']), number(version['build'])];
  return parts.includes(null) ? null : parts.join('.');
}

const signed = (seconds: number): string =>
  seconds > 0 ? `+${Math.round(seconds)}` : String(Math.round(seconds));
