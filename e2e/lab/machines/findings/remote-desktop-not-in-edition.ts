import { changedPc, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

export const cases = defineCases({
  must: [
    {
      name: 'Windows 11 Home',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'Core']))
    },
    {
      name: 'Windows 10 Home for one country',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) =>
        setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'CoreCountrySpecific'])
      )
    },
    {
      name: 'Windows 8.1 for one language, written in capitals',
      severity: 'problem',
      side: 'host',
      role: 'host',
      image: changedPc('windows-8.1', (pc) =>
        setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'CORESINGLELANGUAGE'])
      )
    },
    {
      name: 'Windows 7 Home Premium N',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-7', (pc) =>
        setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'HomePremiumN'])
      )
    },
    {
      name: 'the registry says Home, another part of the image says Professional',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        pc.os['edition'] = 'Professional';
        setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'CoreN']);
      })
    }
  ],
  nearly: [
    {
      name: 'Professional for workstations',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'ProfessionalWorkstation'])
      )
    },
    {
      name: 'a server with the core interface',
      image: changedPc('server-2022', (pc) =>
        setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'ServerStandardCore'])
      )
    },
    {
      name: 'an edition name of Windows 7 on Windows 11',
      image: changedPc('windows-11', (pc) => setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'Starter']))
    },
    {
      name: 'Home that is looked at as a client alone',
      role: 'client',
      image: changedPc('windows-11', (pc) => setValue(pc, currentVersion, 'EditionID', ['REG_SZ', 'Core']))
    },
    {
      name: 'an edition that could not be read',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) =>
        setValue(pc, currentVersion, 'EditionID', { unavailable: 'access-denied', detail: 'error 5' })
      )
    },
    {
      name: 'an edition that is a number',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => setValue(pc, currentVersion, 'EditionID', ['REG_DWORD', 48]))
    }
  ]
});
