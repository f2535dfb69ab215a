import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Promises TLS and answers every hello with alert 80, as a host does that cannot read its certificate's key. */
export default defineScenario({
  id: 'tls-failed',
  host: '127.0.0.1',
  start: () => startHost({ tls: { kind: 'alert', alert: 80 } })
});
