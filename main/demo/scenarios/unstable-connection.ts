import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** The listener is away again and again for a moment. */
export default defineScenario({
  id: 'unstable-connection',
  host: '127.0.0.1',
  repeat: 12,
  start: () => startHost({ outages: { everyNth: 3, forMs: 250 } })
});
