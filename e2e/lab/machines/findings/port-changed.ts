import { changedPc, rdpTcp, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** TermService on another port. */
const held = (port: number): Record<string, unknown>[] => [
  {
    protocol: 'tcp',
    address: '0.0.0.0',
    port,
    state: 'listen',
    processId: 1180,
    process: 'svchost.exe',
    services: ['TermService']
  }
];

export const cases = defineCases({
  must: [
    {
      name: 'another port',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 3390]);
        pc.sockets = held(3390);
      })
    },
    {
      name: 'the highest port',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 65535]);
        pc.sockets = held(65535);
      })
    }
  ],
  nearly: [
    {
      name: 'absent, which means 3389',
      image: changedPc('windows-10', (pc) => removeValue(pc, rdpTcp, 'PortNumber'))
    },
    {
      name: 'a number that is no port',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'PortNumber', ['REG_DWORD', 65536]))
    },
    {
      name: 'a port written as text',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'PortNumber', ['REG_SZ', '3390']))
    }
  ]
});
