import { changedPc, removeValue, schannel, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const key = (version: string, role: 'Client' | 'Server'): string => `${schannel}\\TLS ${version}\\${role}`;

export const cases = defineCases({
  must: [
    {
      name: 'off on Windows 11, TLS 1.3 not readable, so it may be worse',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.3', 'Server'), 'Enabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    },
    {
      name: 'off for the host on Windows 10, which has no TLS 1.3',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'off for the client on Windows 10',
      severity: 'problem',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'off on Windows 11 together with TLS 1.3',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.3', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'off on Windows 11, where TLS 1.3 is on',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'off on Server 2022, where TLS 1.3 is on',
      severity: 'warning',
      side: 'client',
      role: 'client',
      image: changedPc('server-2022', (pc) => {
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'off on Windows 10 with a setting for TLS 1.3, which it does not have',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.3', 'Server'), 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'off and not disabled by default',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2016', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'DisabledByDefault', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'disabled by default alone',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'DisabledByDefault', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'enabled, yet disabled by default',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 1]);
        setValue(pc, key('1.2', 'Client'), 'DisabledByDefault', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'absent on Windows 7',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, key('1.2', 'Server'), 'Enabled');
        removeValue(pc, key('1.2', 'Server'), 'DisabledByDefault');
      })
    },
    {
      name: 'disabled by default alone on Windows 7',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, key('1.2', 'Client'), 'Enabled');
        setValue(pc, key('1.2', 'Client'), 'DisabledByDefault', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'off on Windows 7',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    }
  ],
  nearly: [
    {
      name: 'enabled with all bits set',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0xffff_ffff]);
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0xffff_ffff]);
      })
    },
    { name: 'absent on Windows 8.1', image: changedPc('windows-8.1', () => undefined) },
    { name: 'absent on Server 2012 R2', image: changedPc('server-2012-r2', () => undefined) },
    {
      name: 'off for the client of a PC that is only the host',
      role: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'switched on in Windows 7 by DisabledByDefault alone',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, key('1.2', 'Server'), 'Enabled');
        removeValue(pc, key('1.2', 'Client'), 'Enabled');
      })
    },
    {
      name: 'switched on in Windows 7 by Enabled alone',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, key('1.2', 'Server'), 'DisabledByDefault');
        removeValue(pc, key('1.2', 'Client'), 'DisabledByDefault');
      })
    },
    {
      name: 'the old versions are off, it is on',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.0', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'off like every other version, which is told once',
      outcome: 'not-applicable',
      role: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'SSL 3.0 off',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, `${schannel}\\SSL 3.0\\Server`, 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'a text where a number belongs',
      outcome: 'could-not-run',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_SZ', '0']);
      })
    }
  ]
});
