import { kindOfFailure } from '../../shared/codes/look-up';
import { defineFacts, dword } from './define-facts';
import { map, orDefault } from './fact';
import { hostLog } from './host-log';
import { rdpTcp, terminalServicesPolicy } from './registry-paths';

/** Whether the host asks a silent client if it is still there, and whether connections died on it. */
export const keepAlive = defineFacts({
  id: 'keep-alive',
  readings: {
    policy: dword(terminalServicesPolicy, 'KeepAliveEnable'),
    timeout: dword(rdpTcp, 'KeepAliveTimeout')
  },
  derive: (read, of) => ({
    /** 1 is on. https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-terminalserver#ts_keep_alive */
    policy: read.policy,
    /** The listener's own; 0 is off. */
    timeout: orDefault(read.timeout, 0),
    /** The newest code by which the host's log says that it lost a connection; null where it never does. */
    lost: map(of(hostLog).sessionEnds, (ends) => {
      const lost = ends.find(
        ({ code }) => code !== null && kindOfFailure(code.kind, code.value) === 'connection-lost'
      );
      return lost?.code?.value ?? null;
    })
  })
});
