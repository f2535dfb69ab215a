import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Everything works, and a second into the session the connection is reset. */
export default defineScenario({
  id: 'connection-reset-midway',
  host: '127.0.0.1',
  repeat: 4,
  start: () => startHost({ resetAfterMs: 800 })
});
