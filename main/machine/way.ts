import type { Reading, SectionName } from '../../shared/model/reading';
import { answerTo, noneKnown, notRead } from './answer-to';
import { join, unavailable, type Fragment, type Reader } from './fragment';

/** One way to Windows for one section that is read as a whole. */
export type SectionReader = (signal: AbortSignal) => Promise<Fragment>;

type NamedKind = Exclude<Reading['kind'], 'section'>;

/** What one way to Windows can read. */
export type Readers = { readonly [Kind in NamedKind]?: Reader<Kind> } & {
  readonly sections?: { readonly [Section in SectionName]?: SectionReader };
};

/** One way to Windows: native calls, Windows' own programs, or the script. */
export interface Way {
  readonly knows: (reading: Reading) => boolean;
  /**
   * Reads what it knows of `readings`, and says why of each that it could not read. Never rejects. An abort answers at once
   * and leaves the rest as not read.
   */
  readonly read: (
    readings: readonly Reading[],
    signal: AbortSignal,
    onAnswered?: (readings: readonly Reading[]) => void
  ) => Promise<Fragment>;
}

/** A way made of its readers, each of which is called once for all it has to read, beside the others. */
export function way(readers: Readers): Way {
  const knows = (reading: Reading): boolean =>
    (reading.kind === 'section' ? readers.sections?.[reading.section] : readers[reading.kind]) !== undefined;
  return {
    knows,
    read: async (readings, signal, onAnswered) => {
      const fragments = await stoppable(signal, (stop) =>
        Promise.all(
          groups(readings.filter(knows)).map(async (group) => {
            const fragment = await answered(group, () => readGroup(readers, group, signal), signal, stop);
            onAnswered?.(group);
            return fragment;
          })
        )
      );
      return fragments.reduce(join, {});
    }
  };
}

/** A way that reads all kinds in one go, as the script does. */
export const wayOfOne = (
  read: (readings: readonly Reading[], signal: AbortSignal) => Promise<Fragment>,
  knows: (reading: Reading) => boolean = () => true
): Way => ({
  knows,
  read: async (readings, signal, onAnswered) => {
    const known = readings.filter(knows);
    if (known.length === 0) return {};
    const fragment = await stoppable(signal, (stop) =>
      answered(known, () => read(known, signal), signal, stop)
    );
    onAnswered?.(known);
    return fragment;
  }
});

/** Readings of one kind together; each section by itself. */
function groups(readings: readonly Reading[]): Reading[][] {
  const byKind = new Map<string, Reading[]>();
  for (const reading of readings) {
    const key = reading.kind === 'section' ? `section ${reading.section}` : reading.kind;
    byKind.set(key, [...(byKind.get(key) ?? []), reading]);
  }
  return [...byKind.values()];
}

function readGroup(readers: Readers, group: readonly Reading[], signal: AbortSignal): Promise<Fragment> {
  const of = <Kind extends NamedKind>(kind: Kind): Promise<Fragment> => {
    const own = group.filter((one): one is Extract<Reading, { kind: Kind }> => one.kind === kind);
    return (readers[kind] as Reader<Kind> | undefined)?.(own, signal) ?? Promise.resolve({});
  };
  const [first] = group;
  if (first === undefined) return Promise.resolve({});
  if (first.kind === 'section') return readers.sections?.[first.section]?.(signal) ?? Promise.resolve({});
  return of(first.kind);
}

/** The answer to each of `readings`, whatever becomes of `read`. */
async function answered(
  readings: readonly Reading[],
  read: () => Promise<Fragment>,
  signal: AbortSignal,
  stop: Promise<Fragment>
): Promise<Fragment> {
  // Behind a promise: a reader that throws at once must not do so past its caller.
  const reading = Promise.resolve().then(() => (signal.aborted ? stop : read()));
  const fragment = await Promise.race([stop, reading]).catch((error: unknown): Fragment => {
    const why = unavailable('failed', error instanceof Error ? error.message : String(error));
    return noneKnown(readings, why).reduce(join, {});
  });
  const missing = readings.filter((one) => answerTo(fragment, one) === undefined);
  return noneKnown(missing, notRead).reduce(join, fragment);
}

/** Runs with a promise that gives an empty fragment once `signal` is aborted: one listener, however many wait. */
async function stoppable<T>(signal: AbortSignal, run: (stop: Promise<Fragment>) => Promise<T>): Promise<T> {
  let onAbort: () => void = () => undefined;
  const stop = new Promise<Fragment>((resolve) => {
    onAbort = () => resolve({});
  });
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  try {
    return await run(stop);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
