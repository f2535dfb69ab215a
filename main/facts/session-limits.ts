import { defineFacts, dword } from './define-facts';
import { effective, known, type Answer, type Fact } from './fact';
import { rdpTcp, terminalServicesPolicy } from './registry-paths';

/** After how long the host itself ends a session. Milliseconds; 0 is never. */
export const sessionLimits = defineFacts({
  id: 'session-limits',
  readings: {
    idle: dword(rdpTcp, 'MaxIdleTime'),
    idlePolicy: dword(terminalServicesPolicy, 'MaxIdleTime'),
    disconnected: dword(rdpTcp, 'MaxDisconnectionTime'),
    disconnectedPolicy: dword(terminalServicesPolicy, 'MaxDisconnectionTime'),
    connected: dword(rdpTcp, 'MaxConnectionTime'),
    connectedPolicy: dword(terminalServicesPolicy, 'MaxConnectionTime')
  },
  derive: (read) => ({
    idle: limit(read.idlePolicy, read.idle),
    disconnected: limit(read.disconnectedPolicy, read.disconnected),
    connected: limit(read.connectedPolicy, read.connected)
  })
});

const limit = (policy: Answer<number>, local: Answer<number>): Fact<number> =>
  effective(policy, local, known(0, local.path));
