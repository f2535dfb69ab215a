import type { ServiceEntry } from '../../shared/model/machine-image';
import { defineFacts, service, string } from './define-facts';
import { field, isKnown, map, oneOf, orDefault, type Answer, type Fact, type Known } from './fact';

const startTypes = ['automatic', 'manual', 'disabled', 'boot', 'system'] as const;
const states = [
  'running',
  'stopped',
  'start-pending',
  'stop-pending',
  'continue-pending',
  'pause-pending',
  'paused'
] as const;

/** A service that Remote Desktop is made of. Null in a field: Windows does not know the service. */
export interface RemoteDesktopService {
  readonly startType: Answer<(typeof startTypes)[number]>;
  readonly state: Answer<(typeof states)[number]>;
  readonly processId: Answer<number>;
}

const parameters = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\TermService\\Parameters';
const ownDll = '%SystemRoot%\\System32\\termsrv.dll';

/** The services of Remote Desktop, and what TermService runs. */
export const services = defineFacts({
  id: 'services',
  readings: {
    termService: service('TermService'),
    sessionEnv: service('SessionEnv'),
    umRdpService: service('UmRdpService'),
    serviceDll: string(parameters, 'ServiceDll'),
    systemRoot: string('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'SystemRoot')
  },
  derive: (read) => {
    const serviceDll = orDefault(read.serviceDll, ownDll);
    return {
      /** Remote Desktop Services: it listens and holds the sessions. */
      termService: asService(read.termService),
      /** Remote Desktop Configuration: it makes the listener's certificate and prepares sessions. */
      sessionEnv: asService(read.sessionEnv),
      /** Device redirection. */
      umRdpService: asService(read.umRdpService),
      /** What TermService loads, as stored. */
      serviceDll,
      /** Whether that is Windows' own. */
      serviceDllIsOwn: isKnown(serviceDll) ? isOwnDll(serviceDll, read.systemRoot) : serviceDll
    };
  }
});

const asService = (answer: Answer<ServiceEntry>): RemoteDesktopService => ({
  startType: oneOf(field(answer, 'startType'), startTypes),
  state: oneOf(field(answer, 'state'), states),
  processId: field(answer, 'processId')
});

/** Both variables stand for the folder of Windows; a path may also spell it out. */
function isOwnDll(dll: Known<string>, systemRoot: Answer<string>): Fact<boolean> {
  const path = spelled(dll.value).replace(/^%(systemroot|windir)%/, '%systemroot%');
  if (path.startsWith('%systemroot%')) return { ...dll, value: path === spelled(ownDll) };
  // Only a path that ends as the right one does depends on where Windows is.
  if (!path.endsWith('\\system32\\termsrv.dll')) return { ...dll, value: false };
  return map(
    orDefault(systemRoot, 'C:\\Windows'),
    (root) => path === `${spelled(root)}\\system32\\termsrv.dll`
  );
}

const spelled = (path: string): string =>
  path
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/[\\/]+/g, '\\')
    .replace(/\\$/, '')
    .toLowerCase();
