import { text } from '../../text';
import { bytesRow, list, number, record, row, string, type JsonRecord, type StageView } from '../read';

// Values of MS-RDPBCGR 2.2.1.1.1 (requestedProtocols) and 2.2.1.2.2 (failureCode).
// https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/902b090b-9cb3-4efc-92bf-ee13373371e3
const protocolNames = { 1: 'ssl', 2: 'hybrid', 4: 'rdstls', 8: 'hybridEx', 16: 'rdsAad' } as const;
const failureNames = ['1', '2', '3', '4', '5', '6'] as const;

export function negotiateView(evidence: JsonRecord): StageView {
  const attempts = list(evidence['attempts']).map(record);
  // What the other side takes is the news; a refused first offer followed by an accepted one is not a failure.
  const told = attempts.find((one) => record(one['reply'])['kind'] === 'selected') ?? attempts[0];
  return {
    line: told ? replyLine(record(told['reply'])) : text('app.run.step.negotiate.nothing'),
    rows: attempts.flatMap((attempt) => [
      ...row(
        text('app.run.step.negotiate.row', { offer: offerName(number(attempt['offer']) ?? 0) }),
        replyLine(record(attempt['reply']))
      ),
      ...bytesRow(text('app.run.steps.bytes-sent'), attempt['requestHex']),
      ...bytesRow(text('app.run.steps.bytes'), attempt['replyHex'])
    ])
  };
}

function protocolName(value: number): string {
  if (value === 0) return text('app.run.step.negotiate.protocol.rdp');
  const name = Object.entries(protocolNames).find(([bit]) => Number(bit) === value)?.[1];
  return name
    ? text(`app.run.step.negotiate.protocol.${name}`)
    : text('app.run.step.negotiate.protocol.other', { value });
}

function offerName(offer: number): string {
  const bits = Object.keys(protocolNames)
    .map(Number)
    .filter((bit) => (offer & bit) !== 0);
  return bits.length === 0 ? protocolName(0) : bits.map(protocolName).join(', ');
}

function replyLine(reply: JsonRecord): string {
  const code = number(reply['code']) ?? 0;
  switch (reply['kind']) {
    case 'selected':
      return text('app.run.step.negotiate.selected', {
        protocol: protocolName(number(reply['protocol']) ?? 0)
      });
    case 'failure': {
      const known = failureNames.find((one) => one === String(code)) ?? 'other';
      return text('app.run.step.negotiate.failure', {
        code,
        name: text(`app.run.step.negotiate.failure-name.${known}`)
      });
    }
    case 'no-block':
      return text('app.run.step.negotiate.no-block');
    case 'unknown-block':
      return text('app.run.step.negotiate.unknown-block');
    case 'not-rdp': {
      const protocol = string(reply['protocol']);
      return protocol
        ? text('app.run.step.negotiate.not-rdp-named', { protocol })
        : text('app.run.step.negotiate.not-rdp');
    }
    case 'closed':
      return text(
        reply['how'] === 'reset' ? 'app.run.step.negotiate.closed-reset' : 'app.run.step.negotiate.closed-end'
      );
    case 'not-connected':
      return text('app.run.step.negotiate.not-connected', { code: string(reply['code']) ?? '' });
    default:
      return text('app.run.step.negotiate.no-answer');
  }
}
