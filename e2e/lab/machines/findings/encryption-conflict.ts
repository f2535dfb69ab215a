import { changedPc, rdpTcp, setValue, terminalServicesPolicy } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

export const cases = defineCases({
  must: [
    {
      name: 'TLS and low in the local key',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'TLS by policy, low in the local key',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, terminalServicesPolicy, 'SecurityLayer', ['REG_DWORD', 2]);
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
      })
    }
  ],
  nearly: [
    {
      name: 'low, but negotiated',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'SecurityLayer', ['REG_DWORD', 1]);
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
      })
    },
    {
      name: 'TLS and client compatible',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 2]);
      })
    },
    {
      name: 'low in the local key, high by policy',
      image: changedPc('server-2025', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
        setValue(pc, terminalServicesPolicy, 'MinEncryptionLevel', ['REG_DWORD', 3]);
      })
    },
    {
      name: 'TLS with a level that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', { unavailable: 'access-denied', detail: 'error 5' });
      })
    },
    {
      name: 'low with a layer that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, rdpTcp, 'MinEncryptionLevel', ['REG_DWORD', 1]);
        setValue(pc, rdpTcp, 'SecurityLayer', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ]
});
