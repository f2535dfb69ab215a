import type { Evidence } from '../../../shared/model/diagnosis';
import { toHex } from '../../../shared/codes/code-entry';
import type { MachineFacts } from '../../facts';
import { isSameHost } from '../../facts/events/target';
import { isKnown } from '../../facts/fact';
import {
  defineMachineCheck,
  foundOnPc,
  need,
  shown,
  shownAs,
  sound,
  type MachineContext
} from '../define-machine-check';

/**
 * Without it the host takes a connection that died for one that is silent, and keeps its session busy.
 * https://learn.microsoft.com/troubleshoot/windows-server/remote/rdp-client-disconnects-cannot-reconnect-same-session
 */
export const check = defineMachineCheck({
  id: 'keep-alive-off',
  stage: 'sessions',
  about: 'host',
  run: ({ keepAlive }, context) => {
    const { policy, timeout } = keepAlive;
    // Either of them is enough.
    if (isKnown(policy) && policy.value === 1) return sound(shown(policy, 1));
    if (isKnown(timeout) && timeout.value > 0) return sound(shown(timeout, timeout.value));
    const off = [shown(need(policy), 1), shown(need(timeout), 1)];
    const resets = resetsSeen(keepAlive, context);
    return resets === null ? foundOnPc('info', 0.4, ...off) : foundOnPc('warning', 0.6, ...off, ...resets);
  }
});

/** Connections that died, as the probe, the client, the host or the person's own code tells; null where nobody does. */
function resetsSeen(
  { lost }: MachineFacts['keepAlive'],
  { transcript, client, failures, target }: MachineContext
): readonly Evidence[] | null {
  const seen: Evidence[] = [];
  const stability = transcript?.stages.stability;
  if (stability?.state === 'done' && stability.facts.held?.end === 'reset')
    seen.push({
      path: 'probe/stability/held/resetAfterMs',
      value: stability.facts.held.heldMs,
      expected: 'held',
      source: 'observed'
    });
  const byClient = client?.clientLog.failures;
  if (byClient && isKnown(byClient)) {
    const newest = byClient.value.find(
      ({ kind, target: reached }) =>
        kind === 'connection-lost' && (target === null || reached === null || isSameHost(reached, target))
    );
    if (newest) seen.push(shownAs(byClient, toHex(newest.reason), null));
  }
  if (isKnown(lost) && lost.value !== null) seen.push(shownAs(lost, toHex(lost.value), null));
  return seen.length > 0 || failures.includes('connection-lost') ? seen : null;
}
