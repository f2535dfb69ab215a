import { holdClosedPort } from '../closed-port';
import { defineScenario } from '../define-scenario';

/** The PC is there, and nothing listens. */
export default defineScenario({
  id: 'port-refused',
  host: '127.0.0.1',
  start: () => holdClosedPort()
});
