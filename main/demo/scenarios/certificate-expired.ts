import { daysFromNow, demoCertificate } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** Renewal has been broken for three weeks. */
export default defineScenario({
  id: 'certificate-expired',
  host: '127.0.0.1',
  start: () =>
    startHost({ certificate: demoCertificate({ notBefore: daysFromNow(-204), notAfter: daysFromNow(-21) }) })
});
