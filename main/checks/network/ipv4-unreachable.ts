import { deadFamily } from '../connect-fault';
import { defineCheck, found, ok } from '../define-check';

/** The name has an IPv4 address that does not answer, while the other family works. */
export const check = defineCheck({
  id: 'ipv4-unreachable',
  stage: 'connect',
  side: 'network',
  run: (connect) => {
    const evidence = deadFamily(connect, 4);
    return evidence.length > 0 ? found('warning', 0.9, ...evidence) : ok;
  }
});
