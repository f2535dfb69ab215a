import { daysFromNow, demoCertificate } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Made while the host's clock ran a month ahead. */
export default defineScenario({
  id: 'certificate-not-yet-valid',
  host: '127.0.0.1',
  start: () =>
    startHost({ certificate: demoCertificate({ notBefore: daysFromNow(30), notAfter: daysFromNow(213) }) })
});
