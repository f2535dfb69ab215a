import {
  changedPc,
  rdpTcp,
  removeValue,
  setValue,
  terminalServicesPolicy
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'idle sessions end after half an hour',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, rdpTcp, 'MaxIdleTime', ['REG_DWORD', 1800000]))
    },
    {
      name: 'disconnected sessions end by policy',
      severity: 'info',
      side: 'host',
      image: changedPc('server-2019', (pc) =>
        setValue(pc, terminalServicesPolicy, 'MaxDisconnectionTime', ['REG_DWORD', 60000])
      )
    },
    {
      name: 'sessions end after a day, and another limit could not be read',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'MaxConnectionTime', ['REG_DWORD', 86400000]);
        setValue(pc, rdpTcp, 'MaxIdleTime', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ],
  nearly: [
    {
      name: 'a limit in the local key that the policy takes away',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, rdpTcp, 'MaxIdleTime', ['REG_DWORD', 1800000]);
        setValue(pc, terminalServicesPolicy, 'MaxIdleTime', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'none of the values is there',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, rdpTcp, 'MaxIdleTime');
        removeValue(pc, rdpTcp, 'MaxDisconnectionTime');
        removeValue(pc, rdpTcp, 'MaxConnectionTime');
      })
    },
    {
      name: 'a policy that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, terminalServicesPolicy, 'MaxIdleTime', {
          unavailable: 'access-denied',
          detail: 'error 5'
        })
      )
    }
  ]
});
