import { attemptEvidence, connectFault } from '../connect-fault';
import { couldNotRun, defineCheck, found, notApplicable, ok } from '../define-check';

/** A router, this PC's routing table, or a neighbour that does not answer says that there is no way to the host. */
export const check = defineCheck({
  id: 'host-unreachable',
  stage: 'connect',
  side: 'network',
  run: (connect) => {
    const fault = connectFault(connect);
    if (fault === null) return ok;
    if (fault === 'error') return couldNotRun(connect.attempts.map(({ code }) => code).join(', '));
    return fault === 'unreachable' ? found('problem', 0.95, ...attemptEvidence(connect)) : notApplicable;
  }
});
