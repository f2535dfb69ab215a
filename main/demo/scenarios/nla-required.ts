import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Takes nothing but CredSSP. */
export default defineScenario({
  id: 'nla-required',
  host: '127.0.0.1',
  start: () => startHost({ answer: { kind: 'policy', policy: 'nla' } })
});
