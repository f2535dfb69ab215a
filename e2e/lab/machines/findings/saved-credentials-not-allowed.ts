import {
  changedPc,
  setValue,
  terminalServicesPolicy,
  type DraftPc
} from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const userPolicy = terminalServicesPolicy.replace('HKLM', 'HKCU');
const delegation = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CredentialsDelegation';

/** Switches a list of the policies on delegation on and fills it. */
function deny(pc: DraftPc, list: string, ...targets: readonly string[]): void {
  setValue(pc, delegation, list, ['REG_DWORD', 1]);
  targets.forEach((target, index) =>
    setValue(pc, `${delegation}\\${list}`, String(index + 1), ['REG_SZ', target])
  );
}

/** The client's log says where the last connection went. */
function connectedTo(pc: DraftPc, server: string): void {
  pc.events['Microsoft-Windows-TerminalServices-RDPClient/Operational'] = [
    {
      id: 1024,
      provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
      at: '2026-11-20T09:58:00Z',
      data: { Name: 'Server Name', Value: server }
    }
  ];
}

export const cases = defineCases({
  must: [
    {
      name: 'passwords may not be saved on the PC',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServicesPolicy, 'DisablePasswordSaving', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'passwords may not be saved by the user',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, userPolicy, 'DisablePasswordSaving', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'every target denied, no target known',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-10', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/*');
      })
    },
    {
      name: 'the target denied by name',
      severity: 'warning',
      side: 'client',
      target: 'pc9',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/other', 'termsrv/PC9');
      })
    },
    {
      name: 'the target denied by its domain',
      severity: 'warning',
      side: 'client',
      target: 'pc9.example.test',
      image: changedPc('windows-7', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/*.example.test');
      })
    },
    {
      name: 'the last target denied by name',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/pc9');
        connectedTo(pc, 'pc9');
      })
    },
    {
      name: 'typed credentials denied to every target',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenyFreshCredentials', 'TERMSRV/*');
      })
    },
    {
      name: 'one list denies, another is not readable',
      severity: 'warning',
      side: 'client',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/*');
        setValue(pc, delegation, 'DenyDefaultCredentials', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    }
  ],
  nearly: [
    {
      name: 'allowed explicitly',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServicesPolicy, 'DisablePasswordSaving', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'another target denied',
      target: 'pc9',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/other');
      })
    },
    {
      name: 'another domain denied',
      target: 'pc9.example.org',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/*.example.test');
      })
    },
    {
      name: 'another service denied',
      target: 'pc9',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials', 'WSMAN/*');
      })
    },
    {
      name: 'one target denied, no target known',
      image: changedPc('windows-10', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/pc9');
      })
    },
    {
      name: 'a list that is switched off',
      image: changedPc('windows-10', (pc) => {
        deny(pc, 'DenySavedCredentials', 'TERMSRV/*');
        setValue(pc, delegation, 'DenySavedCredentials', ['REG_DWORD', 0]);
      })
    },
    {
      name: 'a list without entries',
      image: changedPc('windows-10', (pc) => {
        deny(pc, 'DenySavedCredentials');
      })
    },
    {
      name: 'a PC that is only the host',
      role: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServicesPolicy, 'DisablePasswordSaving', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'the list not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials');
        pc.registry[`${delegation}\\DenySavedCredentials`] = { unavailable: 'access-denied' };
      })
    },
    {
      name: 'an entry of another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        deny(pc, 'DenySavedCredentials');
        setValue(pc, `${delegation}\\DenySavedCredentials`, '1', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'the policy not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, terminalServicesPolicy, 'DisablePasswordSaving', {
          unavailable: 'access-denied',
          detail: 'error 5'
        });
      })
    }
  ]
});
