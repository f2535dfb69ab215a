import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Reset as soon as the client speaks, as an address ban or a full listener does. */
export default defineScenario({
  id: 'closed-during-negotiation',
  host: '127.0.0.1',
  start: () => startHost({ answer: { kind: 'deaf', then: 'reset' } })
});
