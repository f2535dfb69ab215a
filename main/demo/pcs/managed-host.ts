import { defineDemoPc } from '../define-demo-pc';
import { changedPc, rdpTcp, setValue, terminalServicesPolicy } from '../machines/sound-pc';

/**
 * A work PC to which somebody is connected from home: a policy keeps Network Level Authentication off, the listener does
 * without TLS, and its port was moved.
 */
export const pc = defineDemoPc({
  id: 'managed-host',
  role: 'host',
  target: null,
  image: changedPc('windows-11', (draft) => {
    draft.identity['computer'] = 'WORK11';
    draft.identity['user'] = 'WORK11\\anna';
    draft.identity['remoteSession'] = true;
    setValue(draft, terminalServicesPolicy, 'UserAuthentication', ['REG_DWORD', 0]);
    setValue(draft, rdpTcp, 'SecurityLayer', ['REG_DWORD', 0]);
    setValue(draft, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
    draft.sockets = ['0.0.0.0', '::'].map((address) => ({
      protocol: 'tcp',
      address,
      port: 3390,
      state: 'listen',
      processId: 1180,
      process: 'svchost.exe',
      services: ['TermService']
    }));
  })
});
