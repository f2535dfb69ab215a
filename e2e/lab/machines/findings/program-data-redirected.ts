import { changedPc, removeValue, setValue } from '../../../../main/demo/machines/sound-pc';
import { defineCases } from '../define-case';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const profileList = `${currentVersion}\\ProfileList`;

export const cases = defineCases({
  must: [
    {
      name: 'on another drive',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-10', (pc) => {
        setValue(pc, profileList, 'ProgramData', ['REG_EXPAND_SZ', 'D:\\ProgramData']);
      })
    },
    {
      name: 'in another folder',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, profileList, 'ProgramData', ['REG_EXPAND_SZ', '%SystemDrive%\\Data\\ProgramData']);
      })
    },
    {
      name: 'on C while Windows is on D',
      severity: 'problem',
      side: 'host',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, currentVersion, 'SystemRoot', ['REG_SZ', 'D:\\Windows']);
        setValue(pc, profileList, 'ProgramData', ['REG_EXPAND_SZ', 'C:\\ProgramData']);
      })
    }
  ],
  nearly: [
    {
      name: 'spelled in another case, with a backslash behind it',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, profileList, 'ProgramData', ['REG_EXPAND_SZ', '%SYSTEMDRIVE%\\programdata\\']);
      })
    },
    {
      name: 'written out, with the drive that Windows is on',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, currentVersion, 'SystemRoot', ['REG_SZ', 'C:\\Windows']);
        setValue(pc, profileList, 'ProgramData', ['REG_SZ', 'C:\\ProgramData']);
      })
    },
    {
      name: 'absent',
      image: changedPc('windows-7', (pc) => {
        removeValue(pc, profileList, 'ProgramData');
      })
    },
    {
      name: 'not readable',
      outcome: 'could-not-run',
      image: changedPc('windows-11', (pc) => {
        setValue(pc, profileList, 'ProgramData', { unavailable: 'access-denied', detail: 'error 5' });
      })
    }
  ]
});
