import { z } from 'zod';
import { isUnavailable } from '../../../shared/model/machine-image';
import type { PlaceOf } from '../../../shared/model/place';
import type { Machine } from '../machine';
import { noneOfThisPlace, notSupported, type PlaceWriter } from '../native/place-writer';
import { inheritKeys } from '../native/registry-capture';
import { member } from '../registry-answer';
import { notWritten, WriteFailed, type Capture, type Held } from '../writing';
import { placeOfValue, sleepGroup } from './power';
import type { RunProgram } from './run';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const value = z.number().int().min(0).max(0xffff_ffff);

const schema = z.strictObject({
  kind: z.literal('power-value'),
  setting: z.string().regex(guid),
  /** The scheme that was in use: it is the one that was written. */
  scheme: z.string().regex(guid),
  /** What was in force there, in the setting's own unit: for those of the sleep group seconds, 0 for never. */
  ac: value,
  /** How the scheme held it: a capture of its value in the registry, which is absent where a default was in force. */
  stored: z.unknown()
});
type PowerCapture = z.infer<typeof schema>;
type PowerPlace = PlaceOf<'power-value'>;

export interface PowerWriterOptions {
  readonly machine: Pick<Machine, 'read'>;
  readonly run: RunProgram;
  readonly registry: PlaceWriter<'registry-value'>;
}

const never = new AbortController().signal;
const deadlineMs = 30_000;
const outputLimit = 64 * 1024;

/**
 * Values on mains of the sleep group, in the scheme that is in use. What was a default is one again after it is given back:
 * powercfg has no word for that, so the scheme's own value goes from the registry, and the scheme is put in force anew.
 * https://learn.microsoft.com/windows-hardware/design/device-experiences/powercfg-command-line-options
 */
export function powerWriter({ machine, run, registry }: PowerWriterOptions): PlaceWriter<'power-value'> {
  const powercfg = async (...args: readonly string[]): Promise<void> => {
    const ended = await run(
      { program: 'powercfg.exe', args, encoding: 'oem', deadlineMs, outputLimit },
      never
    );
    if (isUnavailable(ended)) throw notWritten(ended);
    if (ended.status !== 0) throw new WriteFailed(`failed: powercfg ended with ${ended.status}`);
  };
  const set = async (scheme: string, setting: string, ac: number): Promise<void> => {
    await powercfg('/setacvalueindex', scheme, sleepGroup, setting, String(ac));
    await inForce();
  };
  /** A scheme whose values have changed counts once it is made the one in use again. */
  const inForce = (): Promise<void> => powercfg('/setactive', 'SCHEME_CURRENT');

  return {
    capture: async (place) => {
      const setting = settingOf(place);
      const { scheme, ac } = await inUse(machine, setting);
      const stored = await registry.capture(placeOfValue(scheme, setting));
      return { kind: 'power-value', setting, scheme, ac, stored } satisfies PowerCapture;
    },
    write: async (place, state) => set('SCHEME_CURRENT', settingOf(place), state ?? notSupported()),
    restore: async (place, capture) => {
      const { scheme, setting, ac, stored } = captureOf(place, capture);
      if (!isAbsent(stored)) return set(scheme, setting, ac);
      try {
        await registry.restore(placeOfValue(scheme, setting), stored);
      } catch (error) {
        if (!(error instanceof WriteFailed)) throw error;
        // Where the key is not to be written, the value that the default had is the nearest there is.
        return set(scheme, setting, ac);
      }
      await inForce();
    }
  };
}

/** A capture that also takes away the keys that an earlier change of this group made and that still stands. */
export function inheritPowerKeys(place: PowerPlace, capture: Capture, earlier: readonly Held[]): Capture {
  const own = captureOf(place, capture);
  const held = earlier.flatMap((one): Held[] => {
    if (one.place.kind !== 'power-value') return [];
    const { data } = schema.safeParse(one.capture);
    return data ? [{ place: placeOfValue(data.scheme, data.setting), capture: data.stored }] : [];
  });
  return { ...own, stored: inheritKeys(placeOfValue(own.scheme, own.setting), own.stored, held) };
}

/** @throws WriteFailed for what is no GUID: it would become part of a path */
function settingOf({ setting }: PowerPlace): string {
  const bare = setting.toLowerCase().replace(/^\{|\}$/g, '');
  return guid.test(bare) ? bare : notSupported();
}

function captureOf(place: PowerPlace, capture: Capture): PowerCapture {
  const { data } = schema.safeParse(capture);
  return data?.setting === settingOf(place) ? data : noneOfThisPlace();
}

const isAbsent = (stored: unknown): boolean => z.object({ value: z.null() }).safeParse(stored).success;

/** The scheme in use and a value of it on mains, as the facts read them. */
async function inUse(
  machine: PowerWriterOptions['machine'],
  setting: string
): Promise<{ readonly scheme: string; readonly ac: number }> {
  const { power } = await machine.read([{ kind: 'section', section: 'power' }], never);
  if (isUnavailable(power)) throw notWritten(power);
  const { scheme, settings } = power ?? {};
  if (isUnavailable(scheme)) throw notWritten(scheme);
  if (isUnavailable(settings)) throw notWritten(settings);
  const found = member(settings, setting);
  if (isUnavailable(found)) throw notWritten(found);
  const ac = found?.ac;
  if (isUnavailable(ac)) throw notWritten(ac);
  const named = (scheme ?? '').toLowerCase().replace(/^\{|\}$/g, '');
  if (ac === null || ac === undefined || !guid.test(named)) throw new WriteFailed('not-there');
  return { scheme: named, ac };
}
