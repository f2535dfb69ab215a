import { toHex } from '../../../shared/codes/code-entry';
import type { Evidence } from '../../../shared/model/diagnosis';
import { coreIds, type HostEvent } from '../../facts/events/host-events';
import { isKnown, type Fact } from '../../facts/fact';
import type { MachineFacts } from '../../facts';
import {
  defineMachineCheck,
  foundOnPc,
  need,
  shownAs,
  sound,
  type MachineContext
} from '../define-machine-check';
import { ownNames } from '../other-pc';

const minuteMs = 60_000;
/** What the host writes of one connection attempt stands within seconds. */
const togetherMs = 5000;

/**
 * Event 139 says that the security layer met an error, of which a wrong password is the most frequent and NLA a rare one;
 * 226 and 140 beside it tell which. Scanners and probes cause it too, so it counts only beside a failure of this client.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/local-security-authority-cant-contact
 */
export const check = defineMachineCheck({
  id: 'host-security-layer-error',
  stage: 'events',
  about: 'host',
  run: (facts, context) => {
    const core = need(facts.hostLog.core);
    const errors = core.value.filter(isSecurityLayerError);
    const newest = errors[0];
    if (!newest)
      return sound(shownAs({ ...core, path: `${core.path}/${coreIds.securityLayer}` }, 'none', 'none'));
    const ours = errors.find(belongsTo(context));
    const error = ours ?? newest;
    return foundOnPc(
      ours ? 'problem' : 'info',
      ours ? 0.8 : 0.3,
      ...shownEvent(error),
      ...[
        facts.hostLog.core,
        facts.hostLog.termdd,
        facts.hostLog.schannel,
        facts.hostLog.sessionEnds
      ].flatMap((events) => beside(error, events))
    );
  }
});

/** 0x80090304 and the other codes of the security interface; one without a code is none the less that event. */
const isSecurityLayerError = ({ id, code }: HostEvent): boolean =>
  id === coreIds.securityLayer && (code === null || code.value >>> 16 === 0x8009);

/** Whether an error is that of the client of this diagnosis: by the time of a failure of it, or by its address. */
function belongsTo({ client }: MachineContext): (error: HostEvent) => boolean {
  const failures = failuresOf(client);
  const addresses = new Set(client ? ownNames(client) : []);
  return ({ correctedAt, address }) =>
    (address !== null && addresses.has(address)) ||
    failures.some((failure) => Math.abs(failure.correctedAt - correctedAt) <= minuteMs);
}

const failuresOf = (client: MachineFacts | null): readonly { readonly correctedAt: number }[] =>
  client && isKnown(client.clientLog.failures) ? client.clientLog.failures.value : [];

/** Events of the same connection: by their activity, else by their time. */
function beside(error: HostEvent, events: Fact<readonly HostEvent[]>): Evidence[] {
  if (!isKnown(events)) return [];
  return events.value
    .filter(
      (event) =>
        event.id !== error.id &&
        (event.activity !== null && event.activity === error.activity
          ? Math.abs(event.at - error.at) <= minuteMs
          : Math.abs(event.at - error.at) <= togetherMs)
    )
    .slice(0, 5)
    .flatMap(shownEvent);
}

function shownEvent({ channel, id, code, address, at }: HostEvent): Evidence[] {
  const path = `events/${channel}/${id}`;
  const seen = (place: string, value: string | null, expected: Evidence['expected']): Evidence[] =>
    value === null ? [] : [{ path: place, value, expected, source: 'observed' }];
  return [
    ...seen(path, code === null ? 'no code' : toHex(code.value), 'none'),
    ...seen(`${path}/name`, code?.name ?? null, null),
    ...seen(`${path}/address`, address, null),
    ...seen(`${path}/at`, new Date(at).toISOString(), null)
  ];
}
