import { demoCertificate, demoChallenge } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

const computer = 'LOCALHOST';

/** The right PC, with a certificate from the time when it had another name. */
export default defineScenario({
  id: 'certificate-name-mismatch',
  host: 'localhost',
  start: () =>
    startHost({
      loopback: 'both',
      certificate: demoCertificate({ commonName: 'old-name.example.test', names: ['old-name.example.test'] }),
      credssp: demoChallenge({
        identity: {
          netbiosComputer: computer,
          netbiosDomain: computer,
          dnsComputer: 'localhost',
          dnsDomain: 'localhost',
          version: { major: 10, minor: 0, build: 22631 }
        }
      })
    })
});
