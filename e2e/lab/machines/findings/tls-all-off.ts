import { changedPc, removeValue, schannel, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const key = (version: string, role: 'Client' | 'Server'): string => `${schannel}\\TLS ${version}\\${role}`;

export const cases = defineCases({
  must: [
    {
      name: 'the three that Windows 10 has, for the host',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'the three that Windows 10 has, for the client',
      severity: 'problem',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'the four that Windows 11 has',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.3', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'SSL 3.0 is on, which is no help',
      severity: 'problem',
      side: 'host',
      image: changedPc('server-2019', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, `${schannel}\\SSL 3.0\\Server`, 'Enabled', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'TLS 1.0 off on Windows 7, where the others are off until enabled',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        removeValue(pc, key('1.2', 'Server'), 'Enabled');
        removeValue(pc, key('1.2', 'Server'), 'DisabledByDefault');
      })
    }
  ],
  nearly: [
    {
      name: 'TLS 1.3 is left in Windows 11',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.0', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'TLS 1.1 is left',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'TLS 1.2 is left, with all bits set',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0xffff_ffff]);
      })
    },
    {
      name: 'TLS 1.2 is left for programs that ask for it',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'DisabledByDefault', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'TLS 1.2 is left in Windows 7, where it was enabled',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'all off for the client of a PC that is only the host',
      role: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Client'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Client'), 'Enabled', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'all off as far as can be seen, one not readable',
      outcome: 'could-not-run',
      role: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.2', 'Server'), 'Enabled', ['REG_DWORD', 0]);
        setValue(pc, key('1.1', 'Server'), 'Enabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    },
    {
      name: 'one not readable, another left',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, key('1.0', 'Server'), 'Enabled', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ]
});
