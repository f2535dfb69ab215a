import { startHost } from '../host';
import { defineScenario } from '../define-scenario';
import { confirmWithoutBlock } from '../wire';

/** Windows XP or Server 2003: a confirm that knows nothing of negotiation. */
export default defineScenario({
  id: 'legacy-rdp-server',
  host: '127.0.0.1',
  start: () =>
    startHost({ answer: { kind: 'bytes', bytes: confirmWithoutBlock(), then: 'hold' }, udp: false })
});
