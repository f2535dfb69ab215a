import { text } from '../../text';
import { list, oneOf, record, row, string, strings, type JsonRecord, type StageView } from '../read';

const errors = ['no-such-name', 'no-address', 'no-server', 'timeout', 'invalid-name'] as const;
const sources = ['numeric', 'hosts-file'] as const;

export function resolveView(evidence: JsonRecord): StageView {
  const addresses = list(evidence['addresses']).map(record);
  const error = record(evidence['error']);
  const failed = string(error['kind']);
  const failure = failed && text(`app.run.step.resolve.error.${oneOf(errors, failed, 'other')}`);
  const expected = text('app.run.step.resolve.row.expected');
  const code = string(error['code']);
  return {
    line: failure ?? addressLine(addresses, evidence['input'] === 'address'),
    rows: [
      ...row(text('app.run.step.resolve.row.asked'), string(evidence['asciiName'])),
      ...addresses.flatMap((found) => {
        const address = string(found['address']);
        const from = text(`app.run.step.resolve.from.${oneOf(sources, found['from'], 'system')}`);
        return row(text('app.run.step.resolve.row.address'), address && `${address} (${from})`);
      }),
      ...strings(evidence['aliasOf']).flatMap((name) => row(text('app.run.step.resolve.row.alias'), name)),
      ...row(
        text('app.run.step.resolve.row.suffixes'),
        strings(evidence['searchSuffixes']).join(', ') || null
      ),
      ...row(
        text('app.run.step.resolve.row.error'),
        failure && (code ? `${failure} (${code})` : failure),
        expected
      )
    ]
  };
}

function addressLine(addresses: readonly JsonRecord[], numeric: boolean): string {
  const address = string(addresses[0]?.['address']);
  if (!address) return text('app.run.step.resolve.nothing');
  if (numeric) return text('app.run.step.resolve.numeric', { address });
  if (addresses.length === 1) return text('app.run.step.resolve.address', { address });
  return text('app.run.step.resolve.and-more', { address, count: addresses.length - 1 });
}
