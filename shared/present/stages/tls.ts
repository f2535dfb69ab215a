import { text } from '../../text';
import {
  bytesRow,
  list,
  moment,
  number,
  record,
  row,
  string,
  strings,
  type JsonRecord,
  type Row,
  type StageView
} from '../read';

export function tlsView(evidence: JsonRecord): StageView {
  const first = record(evidence['first']);
  const versions = list(evidence['versions']).map(record);
  const leaf = record(list(evidence['chain'])[0]);
  const name = string(leaf['commonName']) ?? strings(leaf['names'])[0] ?? string(leaf['subject']);
  const version = versionName(string(first['version']));
  return {
    line: handshakeLine(first, name),
    rows: [
      ...row(
        text('app.run.step.tls.row.handshake'),
        first['end'] === undefined || version ? null : endLine(record(first['end']))
      ),
      ...row(text('app.run.step.tls.row.version'), version, text('app.run.step.tls.expected-version')),
      ...row(text('app.run.step.tls.row.cipher'), string(first['cipher'])),
      ...versions.map(versionRow),
      ...certificateRows(leaf),
      ...row(text('app.run.step.tls.row.unreadable'), unreadable(evidence)),
      ...bytesRow(text('app.run.steps.bytes'), first['replyHex'])
    ]
  };
}

function unreadable(evidence: JsonRecord): string | null {
  const count = number(evidence['unreadableCertificates']);
  return count ? String(count) : null;
}

/** `TLSv1.2` as people write it: `TLS 1.2`. */
function versionName(version: string | null): string | null {
  if (version === null) return null;
  return version === 'TLSv1' ? 'TLS 1.0' : version.replace(/^TLSv/, 'TLS ');
}

function handshakeLine(first: JsonRecord, name: string | null): string {
  const end = record(first['end']);
  const version = versionName(string(first['version']));
  if (end['kind'] !== 'done')
    return end['kind'] === undefined ? text('app.run.step.tls.nothing') : endLine(end);
  if (!version) return text('app.run.step.tls.accepted');
  return name
    ? text('app.run.step.tls.done', { version, name })
    : text('app.run.step.tls.done-plain', { version });
}

function endLine(end: JsonRecord): string {
  const code = string(end['code']) ?? '';
  switch (end['kind']) {
    case 'done':
      return text('app.run.step.tls.accepted');
    case 'alert':
      return text('app.run.step.tls.alert', {
        alert: number(end['alert']) ?? '',
        name: string(end['name']) ?? ''
      });
    case 'reset':
      return text('app.run.step.tls.reset');
    case 'closed':
      return text('app.run.step.tls.closed');
    case 'garbage':
      return text('app.run.step.tls.garbage');
    case 'local':
      return text('app.run.step.tls.local', { code });
    case 'no-certificate':
      return text('app.run.step.tls.no-certificate');
    case 'not-connected':
      return text('app.run.step.tls.not-connected', { code });
    default:
      return text('app.run.step.tls.no-answer');
  }
}

function versionRow(attempt: JsonRecord): Row {
  const version = versionName(string(attempt['only'])) ?? versionName(string(attempt['version'])) ?? '';
  return { label: text('app.run.step.tls.row.only', { version }), found: endLine(record(attempt['end'])) };
}

function certificateRows(leaf: JsonRecord): readonly Row[] {
  const key = record(leaf['key']);
  const bits = number(key['bits']);
  const dates = text('app.run.step.tls.expected-dates');
  const issuer = leaf['selfSigned'] === true ? text('app.run.step.tls.self-signed') : string(leaf['issuer']);
  return [
    ...row(text('app.run.step.tls.row.certificate'), string(leaf['subject'])),
    ...row(text('app.run.step.tls.row.names'), strings(leaf['names']).join(', ') || null),
    ...row(text('app.run.step.tls.row.issuer'), issuer),
    ...row(text('app.run.step.tls.row.from'), moment(string(leaf['notBefore'])), dates),
    ...row(text('app.run.step.tls.row.to'), moment(string(leaf['notAfter'])), dates),
    ...row(
      text('app.run.step.tls.row.key'),
      [string(key['algorithm']), bits].filter((part) => part !== null).join(' ') || null,
      text('app.run.step.tls.expected-key')
    ),
    ...row(text('app.run.step.tls.row.signature'), string(leaf['signature'])),
    ...(string(leaf['sha256'])
      ? [{ label: text('app.run.step.tls.row.sha256'), found: string(leaf['sha256']) ?? '', bytes: true }]
      : [])
  ];
}
