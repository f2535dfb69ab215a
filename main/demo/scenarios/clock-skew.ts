import { demoChallenge } from '../behaviour';
import { startHost } from '../host';
import { defineScenario } from '../define-scenario';

/** The host's clock is 17 minutes ahead. */
export default defineScenario({
  id: 'clock-skew',
  host: '127.0.0.1',
  start: () => startHost({ credssp: demoChallenge({ clockOffsetSeconds: 17 * 60 }) })
});
