import { changedPc, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const providers = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders';

export const cases = defineCases({
  must: [
    {
      name: 'others in the list',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, providers, 'SecurityProviders', ['REG_SZ', 'msapsspc.dll, schannel.dll, digest.dll']);
      })
    },
    {
      name: 'an empty list',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, providers, 'SecurityProviders', ['REG_SZ', '']);
      })
    },
    {
      name: 'no list, a PC that only connects',
      severity: 'problem',
      side: 'client',
      role: 'client',
      image: changedPc('windows-11', (pc) => {
        removeValue(pc, providers, 'SecurityProviders');
      })
    },
    {
      name: 'a name that only begins like it',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, providers, 'SecurityProviders', ['REG_SZ', 'credssp.dll.bak']);
      })
    }
  ],
  nearly: [
    {
      name: 'among others, in capitals, without spaces',
      image: changedPc('windows-7', (pc) => {
        setValue(pc, providers, 'SecurityProviders', ['REG_SZ', 'msapsspc.dll,CREDSSP.DLL,digest.dll']);
      })
    },
    {
      name: 'a list of another type',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, providers, 'SecurityProviders', ['REG_MULTI_SZ', ['credssp.dll']]);
      })
    },
    {
      name: 'not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, providers, 'SecurityProviders', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ]
});
