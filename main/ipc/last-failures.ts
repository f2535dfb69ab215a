import { toHex } from '../../shared/codes/code-entry';
import { lookUp } from '../../shared/codes/look-up';
import type { MachineImage } from '../../shared/model/machine-image';
import type { LoggedFailure } from '../../shared/model/pc-run-state';
import { defaultPort, formatTarget } from '../../shared/model/target';
import { hasText, text } from '../../shared/text';
import { deriveFacts } from '../facts';
import { clientLog } from '../facts/client-log';
import type { ClientFailure } from '../facts/events/client-failures';
import { isKnown } from '../facts/fact';
import { NotReadable, type Door } from '../machine/door';
import { readPc } from './read-pc';

/** How many failed connections the start screen offers. */
const mostFailures = 5;

/** What the client of this PC wrote down about connections that failed. */
export async function lastFailures(door: Door): Promise<{ known: boolean; failures: LoggedFailure[] }> {
  let image: MachineImage;
  try {
    image = await readPc(door, {
      other: null,
      readings: clientLog.readings,
      signal: new AbortController().signal
    });
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { known: false, failures: [] };
  }
  const { failures } = deriveFacts(image).clientLog;
  if (!isKnown(failures)) return { known: false, failures: [] };
  return { known: true, failures: failures.value.slice(0, mostFailures).map(logged) };
}

function logged({ at, target, port, reason, extended }: ClientFailure): LoggedFailure {
  const { textKey } = lookUp('disconnect-reason', reason);
  const withPort = target !== null && port !== null && port !== defaultPort;
  return {
    at: new Date(at).toISOString(),
    target: withPort ? formatTarget({ host: target, port }) : target,
    code: toHex(reason),
    extended: extended === null ? null : toHex(extended),
    meaning: hasText(textKey) ? text(textKey, { code: toHex(reason) }) : ''
  };
}
