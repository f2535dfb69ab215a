import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** UDP is closed while TCP works. */
export default defineScenario({
  id: 'udp-unavailable',
  host: '127.0.0.1',
  start: () => startHost({ udp: false })
});
