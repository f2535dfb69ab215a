import { win32 } from 'node:path';

/**
 * The environment of an elevated process, made of what Windows itself says. The one it was started with holds whatever a
 * program of the same user has put there (`HKCU\Environment` reaches elevated processes too), and programs that are started
 * later look for their own parts by it: PowerShell for modules, others for `%windir%` and the temporary folder.
 * https://learn.microsoft.com/windows/win32/procthread/environment-variables
 *
 * @param system32 as GetSystemDirectory gives it
 * @param programData as FOLDERID_ProgramData gives it
 */
export function windowsEnvironment(system32: string, programData: string): Readonly<Record<string, string>> {
  const windows = win32.dirname(system32);
  const drive = win32.parse(system32).root.replace(/\\$/, '');
  const programFiles = `${drive}\\Program Files`;
  const powershell = `${system32}\\WindowsPowerShell\\v1.0`;
  // Where everybody may make files and nobody see or change those of others.
  const temporary = `${windows}\\Temp`;
  return {
    SystemDrive: drive,
    SystemRoot: windows,
    windir: windows,
    ComSpec: `${system32}\\cmd.exe`,
    PATH: [system32, windows, `${system32}\\Wbem`, powershell].join(';'),
    PATHEXT: '.COM;.EXE;.BAT;.CMD',
    PSModulePath: `${programFiles}\\WindowsPowerShell\\Modules;${powershell}\\Modules`,
    ProgramFiles: programFiles,
    'ProgramFiles(x86)': `${programFiles} (x86)`,
    ProgramData: programData,
    ALLUSERSPROFILE: programData,
    TEMP: temporary,
    TMP: temporary,
    OS: 'Windows_NT'
  };
}

/** By which Wine tells its processes where its libraries are, and who the user is. On Windows these names mean nothing. */
const ofWine = /^WINE/;

/** Puts one environment in the place of another, down to the last variable. */
export function replaceEnvironment(
  environment: Record<string, string | undefined>,
  by: Readonly<Record<string, string>>
): void {
  for (const name of Object.keys(environment))
    if (!ofWine.test(name)) Reflect.deleteProperty(environment, name);
  Object.assign(environment, by);
}
