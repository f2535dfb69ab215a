import type { Fragment } from '../../../main/machine/fragment';
import { nativeReaders, prepare } from '../../../main/machine/native';
import { way } from '../../../main/machine/way';
import type { Reading } from '../../../shared/model/reading';
import { serve } from '../worker';

// The native readings of the app and nothing else: no program is started, and nothing is taken from a recording.

prepare();
const native = way(nativeReaders);

/** What was read, and how long that took, in milliseconds. */
export interface NativeAnswer {
  readonly image: Fragment;
  readonly ms: number;
}

async function read(readings: readonly Reading[]): Promise<NativeAnswer> {
  const begun = performance.now();
  const image = await native.read(readings, new AbortController().signal);
  return { image, ms: performance.now() - begun };
}

serve({ read });
