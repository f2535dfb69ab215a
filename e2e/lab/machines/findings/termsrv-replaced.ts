import { changedPc, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const parameters = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\TermService\\Parameters';
const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

export const cases = defineCases({
  must: [
    {
      name: 'RDP Wrapper',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, parameters, 'ServiceDll', ['REG_EXPAND_SZ', '%ProgramFiles%\\RDP Wrapper\\rdpwrap.dll'])
      )
    },
    {
      name: 'another library in the same folder',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, parameters, 'ServiceDll', ['REG_EXPAND_SZ', '%SystemRoot%\\System32\\termsrv2.dll'])
      )
    },
    {
      name: 'the same name in another folder',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-7', (pc) =>
        setValue(pc, parameters, 'ServiceDll', ['REG_EXPAND_SZ', 'C:\\Tools\\System32\\termsrv.dll'])
      )
    },
    {
      name: 'the 32-bit folder',
      severity: 'warning',
      side: 'host',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, parameters, 'ServiceDll', ['REG_EXPAND_SZ', '%SystemRoot%\\SysWOW64\\termsrv.dll'])
      )
    }
  ],
  nearly: [
    {
      name: 'the other variable, in other case',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, parameters, 'ServiceDll', ['REG_EXPAND_SZ', '%WINDIR%\\system32\\TermSrv.DLL'])
      )
    },
    {
      name: 'spelled out where Windows usually is',
      image: changedPc('windows-8.1', (pc) =>
        setValue(pc, parameters, 'ServiceDll', ['REG_EXPAND_SZ', 'C:\\Windows\\System32\\termsrv.dll'])
      )
    },
    {
      name: 'spelled out where this Windows is',
      image: changedPc('server-2016', (pc) => {
        setValue(pc, parameters, 'ServiceDll', ['REG_SZ', 'D:\\WIN\\System32\\termsrv.dll']);
        setValue(pc, currentVersion, 'SystemRoot', ['REG_SZ', 'D:\\WIN']);
      })
    },
    {
      name: 'a value that is not there',
      image: changedPc('windows-11', (pc) => removeValue(pc, parameters, 'ServiceDll'))
    },
    {
      name: 'a value that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, parameters, 'ServiceDll', { unavailable: 'access-denied', detail: 'error 5' })
      )
    }
  ]
});
