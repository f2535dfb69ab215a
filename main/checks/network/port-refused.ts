import { attemptEvidence, connectFault } from '../connect-fault';
import { defineCheck, found, notApplicable, ok } from '../define-check';

/** The host, or a firewall in its name, answered the SYN with a reset. */
export const check = defineCheck({
  id: 'port-refused',
  stage: 'connect',
  side: 'host',
  run: (connect) => {
    const fault = connectFault(connect);
    if (fault === null) return ok;
    return fault === 'refused' ? found('problem', 0.95, ...attemptEvidence(connect)) : notApplicable;
  }
});
