import { demoCertificate, demoChallenge } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

const other = 'OTHER-PC';

/** `localhost` leads to a PC that calls itself otherwise, as a stale name record does. Its certificate says so too. */
export default defineScenario({
  id: 'name-resolves-to-other-host',
  host: 'localhost',
  start: () =>
    startHost({
      loopback: 'both',
      certificate: demoCertificate({ commonName: other, names: [other] }),
      credssp: demoChallenge({
        identity: {
          netbiosComputer: other,
          netbiosDomain: other,
          dnsComputer: other,
          dnsDomain: other,
          version: { major: 10, minor: 0, build: 19045 }
        }
      })
    })
});
