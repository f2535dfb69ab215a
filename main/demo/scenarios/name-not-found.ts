import { defaultPort } from '../../../shared/model/target';
import { defineScenario } from '../define-scenario';

/** `.invalid` never resolves: RFC 2606 section 2. There is no host, so nothing is started. */
export default defineScenario({
  id: 'name-not-found',
  host: 'no-such-pc.invalid',
  start: () => Promise.resolve({ port: defaultPort, close: () => Promise.resolve() })
});
