import { changedPc, rdpTcp, setValue, terminalServer } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** Who listens on a port, on every address. */
const held = (port: number, by: Record<string, unknown>): Record<string, unknown>[] =>
  ['0.0.0.0', '::'].map((address) => ({ protocol: 'tcp', address, port, state: 'listen', ...by }));
const termService = { processId: 1180, process: 'svchost.exe', services: ['TermService'] };
const other = { processId: 4711, process: 'node.exe', services: [] };

export const cases = defineCases({
  must: [
    {
      name: 'on and running, and nobody listens',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => (pc.sockets = []))
    },
    {
      name: 'TermService on another port than the one that is set',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]))
    },
    {
      name: 'only UDP',
      severity: 'problem',
      side: 'host',
      image: changedPc(
        'server-2022',
        (pc) => (pc.sockets = held(3389, termService).map((socket) => ({ ...socket, protocol: 'udp' })))
      )
    }
  ],
  nearly: [
    {
      name: 'on one address only',
      image: changedPc('windows-11', (pc) => (pc.sockets = held(3389, termService).slice(1)))
    },
    {
      name: 'nobody listens because Remote Desktop is off',
      image: changedPc('windows-11', (pc) => {
        pc.sockets = [];
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'nobody listens because the listener is off',
      image: changedPc('windows-11', (pc) => {
        pc.sockets = [];
        setValue(pc, rdpTcp, 'fEnableWinStation', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'nobody listens because the service is stopped',
      image: changedPc('windows-11', (pc) => {
        pc.sockets = [];
        pc.services['TermService'] = { ...pc.services['TermService'], state: 'stopped' };
      })
    },
    {
      name: 'nobody but another program',
      image: changedPc('windows-11', (pc) => (pc.sockets = held(3389, other)))
    },
    {
      name: 'sockets that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => (pc.sockets = { unavailable: 'access-denied' }))
    },
    {
      name: 'off, and sockets that could not be read',
      outcome: 'not-applicable',
      image: changedPc('windows-11', (pc) => {
        pc.sockets = { unavailable: 'access-denied' };
        setValue(pc, terminalServer, 'fDenyTSConnections', ['REG_DWORD', 1]);
      })
    }
  ]
});
