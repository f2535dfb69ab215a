import { demoCertificate } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** A short key and an old hash. */
export default defineScenario({
  id: 'certificate-weak',
  host: '127.0.0.1',
  start: () => startHost({ certificate: demoCertificate({ key: 'rsa-1024', signature: 'sha1' }) })
});
