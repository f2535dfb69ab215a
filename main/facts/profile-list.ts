import { defineFacts, string } from './define-facts';
import { isKnown, orDefault, type Answer } from './fact';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const shipped = '%SystemDrive%\\ProgramData';

/** Where Windows keeps what belongs to no single user. */
export const profileList = defineFacts({
  id: 'profile-list',
  readings: {
    programData: string(`${currentVersion}\\ProfileList`, 'ProgramData'),
    systemRoot: string(currentVersion, 'SystemRoot')
  },
  derive: ({ programData, systemRoot }) => ({
    /** As stored. */
    programData: orDefault(programData, shipped),
    /** Spellings of the place where it belongs, in lower case. */
    programDataBelongs: [shipped.toLowerCase(), ...onDriveOf(systemRoot)]
  })
});

/** The same place by its letter: `c:\programdata` where Windows itself is on `C:`. */
const onDriveOf = (systemRoot: Answer<string>): string[] => {
  const drive = isKnown(systemRoot) ? /^[a-z]:(?=\\)/i.exec(systemRoot.value ?? '') : null;
  return drive ? [`${drive[0]}\\programdata`.toLowerCase()] : [];
};
