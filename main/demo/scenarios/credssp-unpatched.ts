import { demoChallenge } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** A host without the update of May 2018 for CVE-2018-0886. */
export default defineScenario({
  id: 'credssp-unpatched',
  host: '127.0.0.1',
  start: () => startHost({ credssp: demoChallenge({ version: 3 }) })
});
