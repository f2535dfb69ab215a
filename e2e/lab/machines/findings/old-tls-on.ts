import { changedPc, schannel, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const key = (version: string, role: 'Client' | 'Server'): string => `${schannel}\\TLS ${version}\\${role}`;

export const cases = defineCases({
  must: [
    {
      name: 'TLS 1.0 for the host on Windows 11',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'TLS 1.1 for the client on Windows 10, with all bits set',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 0xffff_ffff]);
      })
    },
    {
      name: 'TLS 1.1 on, TLS 1.0 not readable',
      severity: 'warning',
      side: 'host',
      image: changedPc('server-2016', (pc) => {
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 1]);
        setValue(pc, key('1.0', 'Server'), 'Enabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ],
  nearly: [
    { name: 'on by default, which nobody switched on', image: changedPc('windows-10', () => undefined) },
    {
      name: 'on by hand in Windows 8.1',
      outcome: 'not-applicable',
      image: changedPc('windows-8.1', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'on by hand in Windows 7',
      outcome: 'not-applicable',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'off by hand',
      image: changedPc('server-2025', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'TLS 1.2 on by hand',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'SSL 3.0 on by hand',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, `${schannel}\\SSL 3.0\\Client`, 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ]
});
