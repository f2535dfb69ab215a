import { deadFamily } from '../connect-fault';
import { defineCheck, found, ok } from '../define-check';

/** The name has an IPv6 address that does not answer, while the other family works. */
export const check = defineCheck({
  id: 'ipv6-unreachable',
  stage: 'connect',
  side: 'network',
  run: (connect) => {
    const evidence = deadFamily(connect, 6);
    return evidence.length > 0 ? found('warning', 0.9, ...evidence) : ok;
  }
});
