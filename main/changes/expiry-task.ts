import { XMLBuilder } from 'fast-xml-parser';
import type { RegistryData } from '../../shared/model/machine-image';
import { whereOf, type PlaceOf } from '../../shared/model/place';
import { WriteFailed } from '../machine/writing';
import type { ExpiryTask, Returned } from './desk';

// A task that gives back what was there by Windows' own reg.exe, with all it needs in it: it works where this program is gone.
// It takes no key away, because reg.exe would take what else is in it too; this program does that when it next looks.

/** @param changeId as the journal has it: letters, digits and hyphens */
export const expiryTaskName = (changeId: string): string => `\\Reconnect\\${changeId}`;

/**
 * The task scheduler knows SystemRoot by itself, whatever this process was told, and so it is also right for a program that
 * sees another folder as System32. https://learn.microsoft.com/windows/win32/api/taskschd/nf-taskschd-iexecaction-put_path
 */
const program = (name: string): string => `%SystemRoot%\\System32\\${name}`;

/** https://learn.microsoft.com/windows/win32/api/taskschd/nn-taskschd-iactioncollection */
const mostActions = 32;
/** Far below what a command line may be long; no setting comes near it. */
const longestArguments = 8000;

/**
 * The definition of a task for `schtasks /create /xml`, in the form that Windows 7 knows.
 * https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema
 *
 * @throws WriteFailed where reg.exe could not give back exactly what was there
 */
export function expiryTaskXml({ changeId, expiresAt, seconds, endsAtRestart, returns }: ExpiryTask): string {
  if (returns.length >= mostActions) throw new WriteFailed(`${returns.length} values`);
  const delay = `PT${Math.ceil(seconds)}S`;
  const task = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-16' },
    Task: {
      '@version': '1.2',
      '@xmlns': 'http://schemas.microsoft.com/windows/2004/02/mit/task',
      RegistrationInfo: { Author: 'Reconnect' },
      Triggers: {
        // A moment, in whatever zone and season the PC is by then.
        TimeTrigger: { StartBoundary: inSeconds(expiresAt), Enabled: true },
        BootTrigger: endsAtRestart
          ? { Enabled: true }
          : [
              { StartBoundary: inSeconds(expiresAt), Enabled: true },
              { Enabled: true, Delay: delay }
            ],
        // Counted from now, and above from a start of Windows, which ends this count: a clock that is set back does not make
        // it longer.
        RegistrationTrigger: { Enabled: true, Delay: delay }
      },
      Principals: {
        // SYSTEM, in every language. https://learn.microsoft.com/windows/win32/secauthz/well-known-sids
        Principal: { '@id': 'Author', UserId: 'S-1-5-18', RunLevel: 'HighestAvailable' }
      },
      // https://learn.microsoft.com/windows/win32/taskschd/taskschedulerschema-settingstype-complextype
      Settings: {
        MultipleInstancesPolicy: 'IgnoreNew',
        DisallowStartIfOnBatteries: false,
        StopIfGoingOnBatteries: false,
        AllowHardTerminate: true,
        StartWhenAvailable: true,
        RunOnlyIfNetworkAvailable: false,
        IdleSettings: { StopOnIdleEnd: false, RestartOnIdle: false },
        AllowStartOnDemand: true,
        Enabled: true,
        Hidden: false,
        RunOnlyIfIdle: false,
        WakeToRun: false,
        ExecutionTimeLimit: 'PT5M'
      },
      Actions: {
        '@Context': 'Author',
        Exec: [
          ...returns.map((one) => ({ Command: program('reg.exe'), Arguments: regArguments(one) })),
          // Windows lets a task that runs be deleted; where it was kept from it, running again does no harm.
          {
            Command: program('schtasks.exe'),
            Arguments: `/delete /tn ${quoted(expiryTaskName(changeId))} /f`
          }
        ]
      }
    }
  };
  return new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    format: true
  }).build(task);
}

/** Milliseconds are left out: the scheduler counts in seconds. */
const inSeconds = (time: string): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** https://learn.microsoft.com/windows-server/administration/windows-commands/reg-add and reg-delete */
function regArguments({ place, to }: Returned): string {
  // SYSTEM has a registry of its own where a person has theirs.
  if (place.kind !== 'registry-value' || !/^HKLM\\/i.test(place.key))
    throw new WriteFailed(`${whereOf(place)} is no value of HKLM`);
  const at = `${quoted(place.key)} /v ${quoted(place.value)}`;
  const command =
    to === null
      ? `delete ${at} /f /reg:64`
      : `add ${at} /t ${dataArguments(place, to as RegistryData)} /f /reg:64`;
  if (command.length > longestArguments) throw new WriteFailed(`${whereOf(place)} is too long`);
  return command;
}

/** Type and data in the words of reg.exe; only what it is documented to write as it stands. */
function dataArguments(place: PlaceOf<'registry-value'>, data: RegistryData): string {
  switch (data[0]) {
    case 'REG_DWORD':
    case 'REG_QWORD':
      return `${data[0]} /d ${data[1]}`;
    case 'REG_BINARY':
      // Without data it is empty.
      return data[1] === '' ? data[0] : `${data[0]} /d ${data[1]}`;
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return `${data[0]} /d ${quoted(data[1])}`;
    case 'REG_MULTI_SZ': {
      const separator = [...'|;,#~'].find((mark) => !data[1].some((text) => text.includes(mark)));
      // reg.exe takes neither an empty list nor an empty text in one, and \0 is where it would part them by itself.
      const isPlain = data[1].length > 0 && data[1].every((text) => text !== '' && !text.includes('\\0'));
      if (separator === undefined || !isPlain) throw notCarried(place, data);
      return `${data[0]} /s ${separator === '|' ? quoted(separator) : separator} /d ${quoted(data[1].join(separator))}`;
    }
    default:
      throw notCarried(place, data);
  }
}

const notCarried = (place: PlaceOf<'registry-value'>, [type]: RegistryData): WriteFailed =>
  new WriteFailed(`${whereOf(place)} holds a ${type} that reg.exe could not give back exactly`);

/**
 * One argument. What would need more than two marks around it is none: a mark or a backslash before one, what the scheduler
 * expands (`%NAME%`, `$(Arg0)`), what looks like an option, what is no character of XML.
 */
function quoted(text: string): string {
  if (/["%\p{Cc}\p{Cs}\ufffe\uffff]|\$\(|\\$|^[-/]/u.test(text))
    throw new WriteFailed('a text that no command line of a task carries exactly');
  return `"${text}"`;
}
