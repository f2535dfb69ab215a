import { noLimit } from '../../facts/listener';
import { isKnown } from '../../facts/fact';
import { atLeast, defineMachineCheck, foundOnPc, need, shown, shownAs, sound } from '../define-machine-check';

/** What the policy's own page calls no limit. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver */
const asGoodAsNone = 999_999;

/** A client Windows takes one session and needs a second connection to take it over; a server takes what is allowed. */
export const check = defineMachineCheck({
  id: 'listener-connection-limit',
  stage: 'listener',
  about: 'host',
  run: ({ listener, os, sessions }) => {
    const limit = need(listener.connectionLimit);
    const seen = shown(limit, noLimit);
    if (limit.value === 0) return foundOnPc('problem', 0.95, seen);
    if (limit.value >= asGoodAsNone) return sound(seen);
    if (need(os.productType).value === 'workstation')
      return limit.value === 1 ? foundOnPc('warning', 0.6, seen) : sound(seen);
    const { remote } = sessions;
    return isKnown(remote) && remote.value >= limit.value
      ? foundOnPc('warning', 0.7, seen, shownAs(remote, remote.value, null))
      : atLeast(foundOnPc('info', 0.5, seen), remote);
  }
});
