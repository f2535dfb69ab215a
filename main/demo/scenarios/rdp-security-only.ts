import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Security layer RDP: TLS and CredSSP are refused. */
export default defineScenario({
  id: 'rdp-security-only',
  host: '127.0.0.1',
  start: () => startHost({ answer: { kind: 'policy', policy: 'rdp' } })
});
