import { startHost } from '../host';
import { defineScenario } from '../define-scenario';
import { confirmFailure } from '../wire';

/** Failure 6: the host demands a client certificate during TLS (MS-RDPBCGR 2.2.1.2.2). */
export default defineScenario({
  id: 'negotiation-refused',
  host: '127.0.0.1',
  start: () => startHost({ answer: { kind: 'bytes', bytes: confirmFailure(6), then: 'close' } })
});
