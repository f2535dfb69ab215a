import { attemptEvidence, connectFault } from '../connect-fault';
import { defineCheck, found, notApplicable, ok } from '../define-check';

/** Nothing answered the SYN: dropped on the way, or nobody is there. */
export const check = defineCheck({
  id: 'port-filtered',
  stage: 'connect',
  side: 'network',
  run: (connect) => {
    const fault = connectFault(connect);
    if (fault === null) return ok;
    return fault === 'filtered' ? found('problem', 0.9, ...attemptEvidence(connect)) : notApplicable;
  }
});
