import { demoCertificate } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** The certificate that Windows makes for itself; NLA is optional here, so that nothing else stands out. */
export default defineScenario({
  id: 'certificate-self-signed',
  host: '127.0.0.1',
  start: () =>
    startHost({
      answer: { kind: 'policy', policy: 'nla-optional' },
      certificate: demoCertificate({ issuer: null })
    })
});
