import type { ClientFailure } from '../../facts/events/client-failures';
import { coreIds } from '../../facts/events/host-events';
import type { MachineFacts } from '../../facts';
import {
  defineMachineCheck,
  doesNotApply,
  foundOnPc,
  need,
  shownAs,
  sound,
  type MachineContext
} from '../define-machine-check';
import { shownFailure } from '../last-failure';
import { isCalled, otherPc, ownNames } from '../other-pc';

/** Windows 8 and Server 2012: the first that write event 131. */
const windows8 = 9200;
const minuteMs = 60_000;

/**
 * A host writes event 131 for every connection that arrives. None at the time of a failure says that the network did not
 * deliver it: wrong address, router, firewall on the way.
 */
export const check = defineMachineCheck({
  id: 'network-never-reached-host',
  stage: 'events',
  about: 'network',
  run: (facts, context) => {
    const { host } = context;
    if (!host) return doesNotApply('one-pc');
    if (need(host.os.build).value < windows8) return doesNotApply('before-windows-8');
    const failures = need(facts.clientLog.failures);
    const failure = failureTowards(failures.value, facts, host, context);
    if (!failure) return sound(shownAs(failures, 'none', 'none'));
    const arrivals = need(host.hostLog.arrivals);
    const start = failure.correctedStart ?? failure.correctedAt;
    const arrived = arrivals.value.find(
      ({ correctedAt }) => correctedAt >= start - minuteMs && correctedAt <= failure.correctedAt + minuteMs
    );
    const path = `${arrivals.path}/${coreIds.accepted}`;
    if (arrived) return sound(shownAs({ ...arrivals, path }, new Date(arrived.at).toISOString(), null));
    const since = need(host.hostLog.arrivalsSince);
    // What happened before the log begins may have been in it once.
    if (since.value === null) return doesNotApply('host-log-is-empty');
    if (since.value >= start) return doesNotApply('host-log-begins-later');
    return foundOnPc(
      'problem',
      0.8,
      ...shownFailure(failure),
      shownAs({ ...arrivals, path }, 'none', 'one within a minute')
    );
  }
});

/** The newest failure of a connection to that host; of any where nobody says which host it is. */
function failureTowards(
  failures: readonly ClientFailure[],
  client: MachineFacts,
  host: MachineFacts,
  context: MachineContext
): ClientFailure | undefined {
  const towards = (names: readonly string[]): ClientFailure | undefined =>
    failures.find(({ target }) => target !== null && isCalled(names, target));
  const named = towards(ownNames(host)) ?? towards(otherPc(client, context).names);
  return named ?? (context.target === null ? failures[0] : failures.find(({ target }) => target === null));
}
