import {
  changedPc,
  rdpTcp,
  removeValue,
  setValue,
  terminalServicesPolicy,
  type DraftPc
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

/** Sessions of so many people that came by Remote Desktop, beside those that every PC has. */
function addPeople(pc: DraftPc, count: number): void {
  const more = Array.from({ length: count }, (_, index) => ({
    id: 2 + index,
    name: `rdp-tcp#${index}`,
    user: `SRV7\\user${index}`,
    state: 'active',
    idleSeconds: 0,
    connectedFrom: '192.0.2.7'
  }));
  pc.sessions = [...(Array.isArray(pc.sessions) ? pc.sessions : []), ...more];
}

export const cases = defineCases({
  must: [
    {
      name: 'none at all',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 0]))
    },
    {
      name: 'none at all on a server, by policy',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2022', (pc) =>
        setValue(pc, terminalServicesPolicy, 'MaxInstanceCount', ['REG_DWORD', 0])
      )
    },
    {
      name: 'one on a client Windows',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 1]))
    },
    {
      name: 'two on a server, and nobody there',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2019', (pc) => setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 2]))
    },
    {
      name: 'one below what counts as no limit',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2016', (pc) => setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 999998]))
    },
    {
      name: 'two on a server where two are signed in',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 2]);
        addPeople(pc, 2);
      })
    },
    {
      name: 'a limit on a server whose sessions could not be read',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2025', (pc) => {
        setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 5]);
        pc.sessions = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'a domain controller that takes two',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2022', (pc) => {
        pc.os['productType'] = 'domain-controller';
        setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 2]);
      })
    }
  ],
  nearly: [
    {
      name: 'two on a client Windows',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 2]))
    },
    {
      name: 'no limit in the words of the policy',
      image: changedPc('server-2022', (pc) =>
        setValue(pc, terminalServicesPolicy, 'MaxInstanceCount', ['REG_DWORD', 999999])
      )
    },
    {
      name: 'one in the local key, no limit by policy',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 1]);
        setValue(pc, terminalServicesPolicy, 'MaxInstanceCount', ['REG_DWORD', 0xffff_ffff]);
      })
    },
    {
      name: 'absent',
      image: changedPc('windows-7', (pc) => removeValue(pc, rdpTcp, 'MaxInstanceCount'))
    },
    {
      name: 'a policy that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'MaxInstanceCount', {
          unavailable: 'access-denied',
          detail: 'error 5'
        })
      )
    },
    {
      name: 'one on a Windows that does not say what it is',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'MaxInstanceCount', ['REG_DWORD', 1]);
        pc.os['productType'] = { unavailable: 'failed' };
      })
    }
  ]
});
