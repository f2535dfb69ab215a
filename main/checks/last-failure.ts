import { toHex, type KindOfFailure } from '../../shared/codes/code-entry';
import type { ClientFailure } from '../facts/events/client-failures';
import { clientChannel } from '../facts/client-log';
import { isKnown } from '../facts/fact';
import type { MachineFacts } from '../facts';
import type { Evidence } from '../../shared/model/diagnosis';
import type { MachineContext } from './define-machine-check';

/**
 * Whether the last failure was of one of the kinds: by the client's own log, or by the codes that the person has. A log
 * that could not be read makes a finding no worse.
 */
export const failedBy = (
  { clientLog }: MachineFacts,
  { failures }: MachineContext,
  kinds: readonly KindOfFailure[]
): boolean =>
  failures.some((kind) => kinds.includes(kind)) ||
  (isKnown(clientLog.lastFailure) &&
    clientLog.lastFailure.value !== null &&
    kinds.includes(clientLog.lastFailure.value.kind));

const path = `events/${clientChannel}/1026`;
const seen = (place: string, value: Evidence['value'], expected: Evidence['expected']): Evidence => ({
  path: place,
  value,
  expected,
  source: 'observed'
});

/** A failure of the client's log as evidence: the code, when, and where to. */
export const shownFailure = ({ reason, extended, at, target, name, kind }: ClientFailure): Evidence[] => [
  seen(path, toHex(reason), 'none'),
  seen(`${path}/name`, name, null),
  seen(`${path}/kind`, kind, 'no-failure'),
  ...(extended === null ? [] : [seen(`${path}/extended`, toHex(extended), null)]),
  seen(`${path}/at`, new Date(at).toISOString(), null),
  ...(target === null ? [] : [seen(`events/${clientChannel}/1024`, target, null)])
];

/** The last failure as evidence; nothing where none is known. */
export const lastFailureOf = ({ clientLog: { lastFailure } }: MachineFacts): Evidence[] =>
  isKnown(lastFailure) && lastFailure.value !== null ? shownFailure(lastFailure.value) : [];
