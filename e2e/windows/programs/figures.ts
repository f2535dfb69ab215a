import { execFile } from 'node:child_process';
import { nativeReaders, prepare } from '../../../main/machine/native';
import { way } from '../../../main/machine/way';
import type { Reading } from '../../../shared/model/reading';
import { serve } from '../worker';

// For the bench: the same keys read by the app's native code and by one reg.exe for each, in the same process.

prepare();
const native = way(nativeReaders);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const byNative = (readings: readonly Reading[]): Promise<number> =>
  timed(() => native.read(readings, new AbortController().signal));

/** One after the other, as nobody starts a hundred programs at once. A key that is not there ends with 1. */
const byRegExe = (keys: readonly string[]): Promise<number> =>
  timed(async () => {
    for (const key of keys)
      await new Promise<void>((resolve) => {
        execFile('C:\\windows\\system32\\reg.exe', ['query', key], { windowsHide: true }, () => resolve());
      });
  });

serve({ byNative, byRegExe });
