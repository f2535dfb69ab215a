import manifest from '../../package.json';
import { isUnavailable, type MachineImage, type Unavailable } from '../../shared/model/machine-image';
import type { Reading } from '../../shared/model/reading';
import { NotReadable, type OpenMachine, type RemotePc } from './door';
import { oneSpelling } from './one-spelling';
import { readByScript } from './powershell/read-by-script';
import { lines } from './powershell/request';
import { remoteScript } from './powershell/script';
import { openSession, type ScriptSession, type SessionOptions } from './powershell/session';

/** Why another PC cannot be read: the keys of the catalogue under `cli.remote`. */
export type RemoteFault =
  | 'closed'
  | 'not-trusted'
  | 'denied'
  | 'unknown-host'
  | 'bad-name'
  | 'other-version'
  | 'certificate'
  | 'timeout'
  | 'lost'
  | 'cancelled'
  | 'blocked'
  | 'no-powershell'
  | 'other';

/** How a PowerShell is had. */
type OpenSession = (options: SessionOptions) => ScriptSession;

const connectMs = 45_000;
/** A person types. */
const promptMs = 5 * 60_000;
const listMs = 90_000;
const closeMs = 5_000;

/**
 * Another PC, by PowerShell remoting with Kerberos or Negotiate: the script is sent there and its answer comes back. The
 * user needs to be an administrator there, or a member of Remote Management Users.
 * https://learn.microsoft.com/powershell/scripting/security/remoting/running-remote-commands
 */
export function remotePc(
  { computer, https = false, askAccount = false }: RemotePc,
  open: OpenSession = openSession
): OpenMachine {
  const session = open({ more: remoteScript, prompts: askAccount });
  const refuse = (fault: RemoteFault, code = ''): never => {
    throw new NotReadable(`cli.remote.${fault}`, { computer, code });
  };

  let connected = false;
  const connect = async (signal: AbortSignal): Promise<void> => {
    const request = lines([[computer, https ? '1' : '0', askAccount ? '1' : '0']]);
    const deadlineMs = askAccount ? promptMs : connectMs;
    const answer = await session.ask('Send-ReconnectConnected', request, deadlineMs, signal);
    // What was stopped is not a fault of that PC: each reading says that it was not read.
    if (signal.aborted) return;
    if (isUnavailable(answer)) refuse(localFault(answer), answer.detail ?? '');
    const fault = faultIn(answer);
    if (fault) refuse(remoteFault(fault), codeText(fault));
    connected = true;
  };

  return {
    /** @throws NotReadable */
    read: async (readings, signal, onProgress) => {
      const takenAt = new Date().toISOString();
      const asked = oneSpelling(readings);
      if (!connected) await connect(signal);
      let done = 0;
      const onAnswered = (list: readonly Reading[]): void => {
        done += list.length;
        onProgress?.({ done, of: asked.length });
      };
      const watched: ScriptSession = {
        ...session,
        ask: async (verb, request, deadlineMs, listSignal) => {
          if (!connected && !listSignal.aborted) await connect(listSignal);
          const answer = await session.ask(verb, request, deadlineMs, listSignal);
          // The connection went with the PowerShell that did not answer.
          if (isUnavailable(answer)) connected = false;
          const fault = faultIn(answer);
          // The connection is one for all lists; without it none of the rest can come.
          if (fault) refuse(fault.code === 0 ? 'lost' : remoteFault(fault), codeText(fault));
          return answer;
        }
      };
      const read = readByScript(watched, { verb: 'Send-ReconnectRemoteImage', listMs }, onAnswered);
      const fragment = await read(asked, signal);
      const image: MachineImage = {
        schema: 'reconnect.machine/1',
        takenAt,
        takenBy: `app ${manifest.version}`,
        closed: false,
        ...fragment
      };
      return image;
    },
    close: async () => {
      if (connected) await session.ask('Send-ReconnectClosed', '', closeMs, new AbortController().signal);
      await session.close();
    }
  };
}

/** What WinRM said: its number, and PowerShell's name for it. */
export interface WinrmFault {
  readonly code: number;
  readonly id: string;
}

/**
 * Numbers of WinRM and Windows, by what a person can do about them.
 * https://github.com/PowerShell/PowerShell/blob/master/src/System.Management.Automation/engine/remoting/fanin/WSManNativeAPI.cs
 */
const byCode: Readonly<Record<number, RemoteFault>> = {
  5: 'denied',
  53: 'unknown-host',
  1311: 'denied',
  1326: 'denied',
  [-2147024891]: 'denied',
  // Nothing listens there for WinRM, or HTTP answers that is not WinRM
  [-2144108526]: 'closed',
  [-2144108270]: 'closed',
  [-2144108269]: 'closed',
  [-2144108176]: 'closed',
  // No answer at all: off, asleep, or a firewall
  [-2144108250]: 'timeout',
  [-2144108103]: 'unknown-host',
  [-2146893053]: 'unknown-host',
  // Not in TrustedHosts, an address without it, no Kerberos in a workgroup, an account must be given
  [-2144108316]: 'not-trusted',
  [-2144108101]: 'not-trusted',
  [-2144108276]: 'not-trusted',
  [-2144108315]: 'not-trusted',
  [-2144108318]: 'not-trusted',
  [-2144108274]: 'denied',
  [-2144108061]: 'denied',
  [-2144108116]: 'denied',
  [-2144108094]: 'bad-name',
  [-2141974624]: 'other-version',
  [-2144108428]: 'other-version',
  [-2144108485]: 'other-version',
  [-2144108542]: 'other-version',
  // ERROR_WINHTTP_SECURE_FAILURE: the certificate of the other PC
  12175: 'certificate',
  [-2147012721]: 'certificate'
};

/** Names that PowerShell 3 and later gives to the same; for a number that is not listed. */
const byName: Readonly<Record<string, RemoteFault>> = {
  AccessDenied: 'denied',
  AuthenticationFailed: 'denied',
  LogonFailure: 'denied',
  InvalidAuthentication: 'denied',
  RemoteConnectionDisallowed: 'denied',
  RemoteSessionDisallowed: 'denied',
  ComputerNotFound: 'unknown-host',
  NetworkPathNotFound: 'unknown-host',
  TargetUnknown: 'unknown-host',
  CannotConnect: 'closed',
  CannotConnectWinRMService: 'closed',
  URLNotAvailable: 'closed',
  WinRMHttpError: 'closed',
  WinRMOperationTimeout: 'timeout',
  ServerNotTrusted: 'not-trusted',
  CannotUseIPAddress: 'not-trusted',
  WorkgroupCannotUseKerberos: 'not-trusted',
  ClientKerberosDisabled: 'not-trusted',
  ExplicitCredentialsRequired: 'not-trusted',
  IncorrectProtocolVersion: 'other-version',
  InvalidResourceUri: 'other-version',
  WinRMOperationNotSupportedOnServer: 'other-version',
  PSSessionInvalidComputerName: 'bad-name',
  InvalidComputerName: 'bad-name',
  'reconnect:cancelled': 'cancelled'
};

/** By number before name, and never by words: those are in the language of this PC. */
export function remoteFault({ code, id }: WinrmFault): RemoteFault {
  const [name = ''] = id.split(',');
  return byCode[code] ?? (Object.hasOwn(byName, name) ? byName[name] : undefined) ?? 'other';
}

/** This PC's own PowerShell gave no answer. */
function localFault({ unavailable }: Unavailable): RemoteFault {
  switch (unavailable) {
    case 'blocked':
    case 'access-denied':
      return 'blocked';
    case 'not-supported':
      return 'no-powershell';
    case 'timeout':
      return 'timeout';
    case 'not-read':
      return 'cancelled';
    case 'failed':
      return 'other';
  }
}

function faultIn(answer: unknown): WinrmFault | null {
  if (typeof answer !== 'object' || answer === null || !('fault' in answer)) return null;
  const { code, id } = (answer.fault ?? {}) as { code?: unknown; id?: unknown };
  return { code: typeof code === 'number' ? code : 0, id: typeof id === 'string' ? id : '' };
}

/** As Microsoft's pages write it; PowerShell's name where there is no number. */
const codeText = ({ code, id }: WinrmFault): string =>
  code === 0 ? id.slice(0, 100) : code < 0 ? `0x${(code >>> 0).toString(16).toUpperCase()}` : String(code);
