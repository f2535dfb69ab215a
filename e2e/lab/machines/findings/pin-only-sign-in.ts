import { changedPc, setValue, type DraftPc } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const device = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\PasswordLess\\Device';

/** The client's log ends with a failure. 2055 is a user name or password that was refused, 264 a timeout. */
function failedWith(pc: DraftPc, reason: number): void {
  pc.events['Microsoft-Windows-TerminalServices-RDPClient/Operational'] = [
    {
      id: 1026,
      provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
      at: '2026-11-20T09:58:12Z',
      data: { Name: 'Reason', Value: String(reason) }
    }
  ];
}

export const cases = defineCases({
  must: [
    {
      name: 'a Microsoft account, as Windows ships',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.identity['microsoftAccount'] = true;
      })
    },
    {
      name: 'a Microsoft account, and the password was just refused',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.identity['microsoftAccount'] = true;
        failedWith(pc, 2055);
      })
    },
    {
      name: 'a Microsoft account, and the last failure was a timeout',
      severity: 'info',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        pc.identity['microsoftAccount'] = true;
        failedWith(pc, 264);
      })
    }
  ],
  nearly: [
    { name: 'a local account, as Windows ships', image: changedPc('windows-11', () => undefined) },
    {
      name: 'a Microsoft account that may use its password',
      image: changedPc('windows-11', (pc) => {
        pc.identity['microsoftAccount'] = true;
        setValue(pc, device, 'DevicePasswordLessBuildVersion', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'a Microsoft account on a Windows without the setting',
      image: changedPc('windows-8.1', (pc) => {
        pc.identity['microsoftAccount'] = true;
      })
    },
    {
      name: 'nobody knows what account it is',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.identity['microsoftAccount'] = { unavailable: 'failed' };
      })
    },
    {
      name: 'the setting is not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        pc.identity['microsoftAccount'] = true;
        setValue(pc, device, 'DevicePasswordLessBuildVersion', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    },
    {
      name: 'nobody knows the account, and the setting is off',
      image: changedPc('windows-11', (pc) => {
        pc.identity['microsoftAccount'] = { unavailable: 'failed' };
        setValue(pc, device, 'DevicePasswordLessBuildVersion', ['REG_DWORD', 0]);
      })
    }
  ]
});
