import { strictEqual } from 'node:assert';
import { call, type Out, type Pointer } from '../../../../main/machine/native/library';
import { watchKey } from '../../../../main/machine/native';
import { type Cases, until, wait, windowsProgram } from './case';

const key = 'HKCU\\Software\\Reconnect watch case';
const handleCount = call<[process: Pointer, count: Out<number>], number>(
  'kernel32.dll',
  'int GetProcessHandleCount(void *process, _Out_ uint32_t *count)'
);
const currentProcess = call<[], Pointer>('kernel32.dll', 'void *GetCurrentProcess()');

function openHandles(): number {
  const count: Out<number> = [0];
  strictEqual(handleCount(currentProcess(), count) !== 0, true);
  return count[0];
}

const add = (below: string, value: string): void => {
  windowsProgram('reg', 'add', `${key}${below}`, '/v', 'v', '/d', value, '/f');
};

export const watchCases: Cases = {
  'a key that is watched tells of each change, below it too, until it is stopped': async () => {
    add('', '0');
    const stop = new AbortController();
    let changes = 0;
    try {
      strictEqual(
        watchKey(key, stop.signal, () => (changes += 1)),
        'watching'
      );
      await wait(400);
      strictEqual(changes, 0);
      const begin = performance.now();
      add('', '1');
      const written = performance.now();
      await until('the first change', () => changes === 1);
      const latency = Math.round(performance.now() - written);
      add('\\Sub\\Deeper', '1');
      await until('a change below', () => changes === 2);
      stop.abort();
      add('', '2');
      await wait(400);
      strictEqual(changes, 2);
      return { 'reg add, ms': Math.round(written - begin), 'until told, ms': latency };
    } finally {
      stop.abort();
      windowsProgram('reg', 'delete', key, '/f');
    }
  },

  'a watched key that is deleted tells so once': async () => {
    add('', '0');
    const stop = new AbortController();
    let changes = 0;
    strictEqual(
      watchKey(key, stop.signal, () => (changes += 1)),
      'watching'
    );
    windowsProgram('reg', 'delete', key, '/f');
    await until('the end', () => changes >= 1);
    await wait(400);
    strictEqual(changes <= 2, true);
    stop.abort();
  },

  'a key that is not there is not watched': async () => {
    strictEqual(
      watchKey(`${key} nothing`, new AbortController().signal, () => undefined),
      null
    );
    await Promise.resolve();
  },

  'watching leaves no handle open': async () => {
    add('', '0');
    try {
      const watchOnce = (): void => {
        const stop = new AbortController();
        watchKey(key, stop.signal, () => undefined);
        stop.abort();
      };
      watchOnce();
      const before = openHandles();
      for (let round = 0; round < 50; round += 1) watchOnce();
      await wait(50);
      strictEqual(openHandles() - before < 10, true, `${before} handles became ${openHandles()}`);
    } finally {
      windowsProgram('reg', 'delete', key, '/f');
    }
  }
};
