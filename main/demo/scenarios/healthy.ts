import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Windows 11 as it ships once Remote Desktop is on: NLA required, its own certificate, UDP. */
export default defineScenario({
  id: 'healthy',
  host: '127.0.0.1',
  start: () => startHost()
});
