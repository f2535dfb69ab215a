import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** A service that hangs: the system accepts, and nobody reads. */
export default defineScenario({
  id: 'no-answer-after-connect',
  host: '127.0.0.1',
  start: () => startHost({ answer: { kind: 'mute', then: 'hold' } })
});
