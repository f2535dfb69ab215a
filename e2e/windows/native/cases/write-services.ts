import { deepStrictEqual, rejects, strictEqual } from 'node:assert';
import { nativeReaders } from '../../../../main/machine/native';
import { nativeWriters } from '../../../../main/machine/native/writers';
import { WriteFailed, type Capture } from '../../../../main/machine/writing';
import type { ServiceEntry } from '../../../../shared/model/machine-image';
import { type Cases, never, windowsProgram } from './case';

const startType = nativeWriters['service-start-type'];
const state = nativeWriters['service-state'];

const name = 'ReconnectWriteCase';
const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${name}`;
const ofCase = { kind: 'service-start-type', name } as const;
const running = { kind: 'service-state', name } as const;
const termService = { kind: 'service-state', name: 'TermService' } as const;

const kept = (capture: Capture): Capture => JSON.parse(JSON.stringify(capture)) as Capture;
const isError = (detail: string) => (error: unknown) =>
  error instanceof WriteFailed && error.detail === detail;

/** All that the registry holds of the service, by reg.exe. */
const stored = (): string => windowsProgram('reg', 'query', key, '/s');
const startOf = (): string => /Start\s+REG_DWORD\s+(0x\d)/.exec(stored())?.[1] ?? '';
const scState = (service: string): string =>
  /STATE\s*:\s*\d+\s+(\w+)/.exec(windowsProgram('sc', 'query', service))?.[1] ?? '';

async function read(): Promise<ServiceEntry | null> {
  const { services } = await nativeReaders.service([{ kind: 'service', name }], never);
  return (services as Record<string, ServiceEntry | null>)[name] ?? null;
}

async function withService(use: () => Promise<void>): Promise<void> {
  windowsProgram('sc', 'create', name, 'binPath=', 'C:\\windows\\system32\\termsv.exe', 'start=', 'auto');
  try {
    await use();
  } finally {
    windowsProgram('sc', 'delete', name);
  }
}

const setDelayed = (type: string, data: string): string =>
  windowsProgram('reg', 'add', key, '/v', 'DelayedAutostart', '/t', type, '/d', data, '/f');

export const writeServiceCases: Cases = {
  'start types go and come back, by sc and by reg': () =>
    withService(async () => {
      const before = stored();
      const capture = kept(await startType.capture(ofCase));
      for (const [type, number] of [
        ['manual', '0x3'],
        ['disabled', '0x4'],
        ['automatic', '0x2']
      ] as const) {
        await startType.write(ofCase, type);
        strictEqual(startOf(), number);
        strictEqual((await read())?.startType, type);
      }
      await startType.write(ofCase, 'disabled');
      await startType.restore(ofCase, capture);
      strictEqual(stored(), before);
      // A service has always one.
      await rejects(startType.write(ofCase, null), isError('not-supported'));
    }),

  'the delayed flag comes back as it was stored, and its absence': () =>
    withService(async () => {
      for (const put of [
        () => '',
        () => setDelayed('REG_DWORD', '1'),
        () => setDelayed('REG_DWORD', '0'),
        () => setDelayed('REG_BINARY', '0102')
      ]) {
        put();
        const before = stored();
        const capture = kept(await startType.capture(ofCase));
        for (const change of [
          () => setDelayed('REG_DWORD', '1'),
          () => setDelayed('REG_DWORD', '0'),
          () => windowsProgram('reg', 'add', key, '/v', 'DelayedAutostart', '/d', 'text', '/f')
        ]) {
          await startType.write(ofCase, 'manual');
          change();
          await startType.restore(ofCase, capture);
          strictEqual(stored(), before);
        }
      }
    }),

  'TermService starts and stops, and is waited for': async () => {
    strictEqual(scState('TermService'), 'STOPPED');
    const stopped = kept(await state.capture(termService));
    await state.write(termService, 'running');
    strictEqual(scState('TermService'), 'RUNNING');
    const wasRunning = kept(await state.capture(termService));
    // What is so already is no error.
    await state.write(termService, 'running');
    await state.restore(termService, stopped);
    strictEqual(scState('TermService'), 'STOPPED');
    await state.restore(termService, stopped);
    await state.restore(termService, wasRunning);
    strictEqual(scState('TermService'), 'RUNNING');
    await state.write(termService, 'stopped');
    strictEqual(scState('TermService'), 'STOPPED');
  },

  'readers get their turn while a service is waited for': async () => {
    const [entries] = await Promise.all([
      Promise.all([read(), read(), read()]),
      state.write(termService, 'running')
    ]);
    deepStrictEqual(entries, [null, null, null]);
    await state.write(termService, 'stopped');
  },

  'a service that is disabled or not there says so': () =>
    withService(async () => {
      await startType.write(ofCase, 'disabled');
      await rejects(state.write(running, 'running'), isError('error 1058'));
      await startType.write(ofCase, 'manual');
      const none = { name: 'ReconnectNoSuchService' };
      await rejects(state.capture({ kind: 'service-state', ...none }), isError('error 1060'));
      await rejects(startType.capture({ kind: 'service-start-type', ...none }), isError('error 1060'));
      await rejects(
        startType.write({ kind: 'service-start-type', ...none }, 'manual'),
        isError('error 1060')
      );
    }),

  'a service that does not come to run says why': async () => {
    windowsProgram('sc', 'create', name, 'binPath=', 'C:\\nothing here.exe', 'start=', 'demand');
    try {
      await rejects(state.write(running, 'running'), isError('error 2'));
      strictEqual(scState(name), 'STOPPED');
    } finally {
      windowsProgram('sc', 'delete', name);
    }
  }
};
