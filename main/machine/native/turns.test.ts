import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { breathe, readEach } from './turns';

const busyFor = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

let work = 0;

/** Pieces of work in each pass of the event loop until `done`. */
async function workPerPass(done: Promise<unknown>): Promise<number[]> {
  let over = false;
  void done.finally(() => (over = true));
  const passes: number[] = [];
  while (!over) {
    const before = work;
    await new Promise((resolve) => setImmediate(resolve));
    passes.push(work - before);
  }
  return passes;
}

async function reader(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await breathe();
    busyFor(2);
    work += 1;
  }
}

it('lets everything else run between the turns of readers that share them', async () => {
  const passes = await workPerPass(Promise.all([reader(), reader(), reader()]));
  expect(work).toBe(60);
  // Pieces of 2 ms in turns of 6. A reader with turns of its own would run with the two others in one pass.
  expect(Math.max(...passes)).toBeLessThanOrEqual(4);
});

it('lets each reading fail alone', async () => {
  const read = (name: string): string => {
    if (name === 'bad') throw new Error('no');
    return name.toUpperCase();
  };
  expect(await readEach(['a', 'bad', '__proto__'], new AbortController().signal, String, read)).toEqual(
    Object.fromEntries([
      ['a', 'A'],
      ['bad', { unavailable: 'failed', detail: 'no' }],
      ['__proto__', '__PROTO__']
    ])
  );
});

it('leaves out what an abort did not let it reach', async () => {
  const abort = new AbortController();
  const read = (name: string): string => {
    if (name === 'b') abort.abort();
    return name;
  };
  expect(await readEach(['a', 'b', 'c'], abort.signal, String, read)).toEqual({ a: 'a', b: 'b' });
});
