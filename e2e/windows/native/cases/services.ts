import { deepStrictEqual, strictEqual } from 'node:assert';
import { nativeReaders } from '../../../../main/machine/native';
import type { ServiceEntry } from '../../../../shared/model/machine-image';
import { type Cases, never, windowsProgram } from './case';

const name = 'ReconnectNativeCase';
const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;

async function read(service: string): Promise<ServiceEntry | null> {
  const { services } = await nativeReaders.service([{ kind: 'service', name: service }], never);
  return (services as Record<string, ServiceEntry | null>)[service] ?? null;
}

export const serviceCases: Cases = {
  'a service from sc create to sc delete': async () => {
    strictEqual(await read(name), null);
    windowsProgram('sc', 'create', name, 'binPath=', 'C:\\windows\\system32\\termsv.exe', 'start=', 'auto');
    try {
      deepStrictEqual(await read(name), {
        state: 'stopped',
        processId: null,
        startType: 'automatic',
        account: 'LocalSystem',
        path: 'C:\\windows\\system32\\termsv.exe',
        delayedStart: false
      });
      // As Windows stores them for its own services; its service manager gives the path expanded.
      const path = '%SystemRoot%\\System32\\svchost.exe -k NetworkService';
      windowsProgram('reg', 'add', key, '/v', 'ImagePath', '/t', 'REG_EXPAND_SZ', '/d', path, '/f');
      windowsProgram('reg', 'add', key, '/v', 'DelayedAutostart', '/t', 'REG_DWORD', '/d', '1', '/f');
      const changed = await read(name.toUpperCase());
      strictEqual(changed?.path, path);
      strictEqual(changed?.delayedStart, true);
    } finally {
      windowsProgram('sc', 'delete', name);
    }
    strictEqual(await read(name), null);
  },

  'a running service has its process': async () => {
    windowsProgram('net', 'start', 'TermService');
    try {
      const running = await read('TermService');
      strictEqual(running?.state, 'running');
      strictEqual(typeof running?.processId, 'number');
      // Alive, by a witness that shares no code.
      process.kill(Number(running?.processId), 0);
    } finally {
      windowsProgram('net', 'stop', 'TermService');
    }
    const stopped = await read('TermService');
    strictEqual(stopped?.state, 'stopped');
    strictEqual(stopped?.processId, null);
  }
};
