import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Nothing newer than TLS 1.0, as Windows 7 without its later settings. */
export default defineScenario({
  id: 'tls-version-old',
  host: '127.0.0.1',
  start: () => startHost({ tls: { kind: 'handshake', oldest: 'TLSv1', newest: 'TLSv1' } })
});
