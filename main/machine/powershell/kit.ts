import type { Reading } from '../../../shared/model/reading';
import { text } from '../../../shared/text';
import kitScript from './Kit.ps1?raw';
import { requestText } from './request';
import { script } from './script';

/** A file of the host kit; its text is ASCII. */
export interface KitFile {
  readonly name: string;
  readonly content: string;
  /** How one of ours begins, so that an older kit may be replaced and nothing else is. */
  readonly beginning: string;
}

/**
 * The host kit: the script with its list of readings inside, and a file to double-click. It writes a machine image on a PC
 * where nothing can be installed. The list stands there as plain text, so that who runs it can see what is read.
 *
 * @param version of this program, for the image's `takenBy`
 */
export function kitFiles(readings: readonly Reading[], version: string): KitFile[] {
  const [title = ''] = script.split('\n', 1);
  return [
    { name: 'Reconnect.ps1', content: windowsLines(withList(readings, version)), beginning: title },
    { name: 'Reconnect.cmd', content: windowsLines(starter()), beginning: '@rem Reconnect host kit' }
  ];
}

/**
 * In a here-string nothing is replaced, and only a line that begins with `'@` ends it; each line here begins with the kind
 * of a reading. https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
const withList = (readings: readonly Reading[], version: string): string => `${script}
# --- The host kit -----------------------------------------------------------------------------------------------------

${kitScript}
# What is read: a line each, of a kind and its fields.
$ReconnectReadings = @'
${requestText(readings)}
'@

$ReconnectTexts = @{
    reading = ${literal(text('cli.kit.script.reading'))}
    written = ${literal(text('cli.kit.script.written'))}
    failed  = ${literal(text('cli.kit.script.failed'))}
}
$ReconnectFolder = Split-Path -Parent -Path $MyInvocation.MyCommand.Path
exit (Save-ReconnectImage $ReconnectReadings ${literal(`kit ${version}`)} $ReconnectFolder $ReconnectTexts)
`;

/**
 * Only for this one process is the execution policy another one; what a group policy demands stands. A 32-bit program
 * reaches the 64-bit PowerShell as Sysnative. A file that PowerShell may not run ends it with 1.
 * https://learn.microsoft.com/windows/win32/winprog64/file-system-redirector
 */
const starter = (): string => `@rem Reconnect host kit: starts Reconnect.ps1, which stands beside this file.
@echo off
setlocal
set "SHELL64=%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"
if defined PROCESSOR_ARCHITEW6432 set "SHELL64=%SystemRoot%\\Sysnative\\WindowsPowerShell\\v1.0\\powershell.exe"
"%SHELL64%" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%~dp0Reconnect.ps1"
set "RESULT=%ERRORLEVEL%"
if "%RESULT%"=="1" echo ${text('cli.kit.script.refused')}
echo ${text('cli.kit.script.closes')}
"%SystemRoot%\\System32\\timeout.exe" /t 30 >nul 2>nul
exit /b %RESULT%
`;

/** A single-quoted string, in which nothing is replaced. */
const literal = (value: string): string => `'${value.replace(/'/g, "''")}'`;

const windowsLines = (content: string): string => content.replace(/\r?\n/g, '\r\n');
