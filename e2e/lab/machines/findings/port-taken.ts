import { changedPc, rdpTcp, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** Who listens on a port, on every address. */
const held = (port: number, by: Record<string, unknown>): Record<string, unknown>[] =>
  ['0.0.0.0', '::'].map((address) => ({ protocol: 'tcp', address, port, state: 'listen', ...by }));
const termService = { processId: 1180, process: 'svchost.exe', services: ['TermService'] };
const other = { processId: 4711, process: 'node.exe', services: [] };

export const cases = defineCases({
  must: [
    {
      name: 'another program on 3389',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => (pc.sockets = held(3389, other)))
    },
    {
      name: 'another program on the port that was chosen, TermService nowhere',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
        pc.sockets = held(3390, other);
      })
    },
    {
      name: 'another svchost, told apart by its services',
      severity: 'problem',
      side: 'host',
      image: changedPc(
        'server-2019',
        (pc) => (pc.sockets = held(3389, { processId: 999, process: 'svchost.exe', services: ['iphlpsvc'] }))
      )
    },
    {
      name: 'another process, of which only the number is known',
      severity: 'problem',
      side: 'host',
      image: changedPc(
        'windows-7',
        (pc) => (pc.sockets = held(3389, { processId: 4711, process: null, services: null }))
      )
    }
  ],
  nearly: [
    {
      name: 'TermService on one address, another program on another',
      image: changedPc(
        'windows-11',
        (pc) => (pc.sockets = [...held(3389, termService).slice(0, 1), ...held(3389, other).slice(1)])
      )
    },
    {
      name: 'another program on 3389 while TermService listens on 3390',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
        pc.sockets = [...held(3389, other), ...held(3390, termService)];
      })
    },
    {
      name: "only the number of the process is known, and it is TermService's",
      image: changedPc(
        'windows-7',
        (pc) => (pc.sockets = held(3389, { processId: 1180, process: null, services: null }))
      )
    },
    {
      name: 'another program that only connects from that port',
      image: changedPc(
        'windows-11',
        (pc) =>
          (pc.sockets = [
            ...held(3389, termService),
            { protocol: 'tcp', address: '192.0.2.10', port: 3389, state: 'established', ...other }
          ])
      )
    },
    {
      name: 'nobody on the port',
      image: changedPc('windows-11', (pc) => (pc.sockets = []))
    },
    {
      name: 'an owner that could not be read',
      outcome: 'could-not-run',
      image: changedPc(
        'windows-11',
        (pc) =>
          (pc.sockets = held(3389, {
            processId: { unavailable: 'access-denied' },
            process: { unavailable: 'access-denied' },
            services: { unavailable: 'access-denied' }
          }))
      )
    },
    {
      name: 'sockets that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => (pc.sockets = { unavailable: 'failed' }))
    }
  ]
});
