import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** TLS, and the sign-in screen of the host behind it. */
export default defineScenario({
  id: 'nla-not-offered',
  host: '127.0.0.1',
  start: () => startHost({ answer: { kind: 'policy', policy: 'tls' } })
});
