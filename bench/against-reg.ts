import { electronRuntime } from '../build/electron-runtime.mjs';
import { ensureWindowsPrograms } from '../build/lib/windows-app.mjs';
import { winePrefix, withWine } from '../build/lib/wine.mjs';
import { startSeeder } from '../e2e/windows/seed';
import { startWorker } from '../e2e/windows/session';
import { changedPc, setValue } from '../main/demo/machines/sound-pc';
import { allReadings } from '../main/facts';
import type { Reading } from '../shared/model/reading';
import { ratios, spread, spreadText, type Spread } from './figures';

const rounds = 5;

/** What reading a PC's registry costs under Wine, in milliseconds, with the processes that it takes. */
export interface RegComparison {
  /** All that the facts read of the registry, natively in a process that runs already. */
  readonly oursMs: readonly number[];
  /** One reg.exe for each of the same keys, started by that process. */
  readonly regExeMs: readonly number[];
  readonly keys: number;
  readonly readings: number;
  readonly ratio: Spread;
  /** Until such a process was there; the app runs already. */
  readonly startMs: number;
  /** 200 values of 20 keys, natively. */
  readonly values200Ms: readonly number[];
}

const manyValues = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Reconnect bench';
const twoHundred: readonly Extract<Reading, { kind: 'registry-value' }>[] = Array.from(
  { length: 200 },
  (_, index) => ({
    kind: 'registry-value',
    key: `${manyValues}\\${index % 20}`,
    value: `value ${index}`
  })
);

/** @returns one line that says what is missing, where there is no Windows under Wine */
export async function againstReg(): Promise<RegComparison | { readonly missing: string }> {
  const prefix = await winePrefix();
  if ('missing' in prefix) return prefix;
  const runtime = await electronRuntime('win32-x64');
  if ('missing' in runtime) return runtime;
  await ensureWindowsPrograms();
  return withWine(prefix, (env) => {
    process.env['RECONNECT_TEST_WINDOWS'] = JSON.stringify({ env, electron: runtime.executable });
    return measure();
  });
}

async function measure(): Promise<RegComparison> {
  const machine = changedPc('windows-11', (pc) => {
    for (const { key, value } of twoHundred) setValue(pc, key, value, ['REG_DWORD', 1]);
  });
  const readings = allReadings.filter(({ kind }) => kind === 'registry-value' || kind === 'registry-key');
  const keys = [
    ...new Set(readings.flatMap((reading) => ('key' in reading ? [reading.key.toLowerCase()] : [])))
  ];
  const seeder = await startSeeder();
  const begun = performance.now();
  const worker = await startWorker('programs/figures');
  const startMs = performance.now() - begun;
  try {
    await seeder.seed(machine, [...readings, ...twoHundred]);
    const times: Record<'ours' | 'regExe' | 'values200', number[]> = { ours: [], regExe: [], values200: [] };
    const native = (some: readonly Reading[]): Promise<number> => worker.ask('byNative', some);
    await native(readings); // The first call of each function binds it.
    for (let round = 0; round < rounds; round += 1) {
      times.ours.push(await native(readings));
      times.regExe.push(await worker.ask('byRegExe', keys));
      times.values200.push(await native(twoHundred));
    }
    return {
      oursMs: times.ours,
      regExeMs: times.regExe,
      keys: keys.length,
      readings: readings.length,
      ratio: spread(ratios(times.ours, times.regExe)),
      startMs,
      values200Ms: times.values200
    };
  } finally {
    await worker.stop();
    await seeder.stop();
  }
}

export function regText({
  oursMs,
  regExeMs,
  keys,
  readings,
  ratio,
  startMs,
  values200Ms
}: RegComparison): string {
  return [
    `${readings} readings of ${keys} keys   native ${spreadText(spread(oursMs), 1)} ms in one process, which took ${startMs.toFixed(0)} ms to start`,
    `${' '.repeat(24)}reg.exe ${spreadText(spread(regExeMs), 0)} ms in ${keys} processes`,
    `${' '.repeat(24)}ratio ${spreadText(ratio, 4)}`,
    `200 values of 20 keys      native ${spreadText(spread(values200Ms), 1)} ms`
  ].join('\n');
}
