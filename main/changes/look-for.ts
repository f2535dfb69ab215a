import { readingOf } from '../../shared/model/place';
import { readingId, type Reading } from '../../shared/model/reading';
import { allReadings } from '../facts';
import { isKnown } from '../facts/fact';
import type { Fix, Params, SettingsFix } from '../fixes/define-fix';
import { join } from '../machine/fragment';
import type { WritableMachine } from '../machine/writing';
import { isSameName } from '../machine/writing-members';
import { pcOf, type Pc } from './pc';

const ofFacts = new Set(allReadings.map(readingId));

/**
 * The PC with all that a fix is planned by: what facts are made of, and the fix's own places with the policies over them, which
 * no fact may ask for.
 *
 * @throws Refused where the PC does not have what the fix is about
 */
export async function lookFor(look: WritableMachine['look'], fix: Fix, params: Params): Promise<Pc> {
  const pc = pcOf(await look(allReadings));
  const more = fix.kind === 'settings' ? leftOut(pc, fix, params) : [];
  if (more.length === 0) return pc;
  return pcOf({ ...join(pc.image, await look(more)), schema: pc.image.schema });
}

function leftOut(pc: Pc, fix: SettingsFix, params: Params): readonly Reading[] {
  const readings = fix.changes(pc, params).flatMap(({ setting, place, to }) => {
    const policy = setting.policy(pc, place, to);
    return [readingOf(place), ...(isKnown(policy) ? [] : valueAt(policy.path))];
  });
  return readings
    .filter((reading) => !ofFacts.has(readingId(reading)))
    .map((reading) => asListed(pc, reading));
}

/** Under the name that its key has in the image: one key under two names would be two, of which nobody knows which is meant. */
function asListed({ image }: Pc, reading: Reading): Reading {
  if (reading.kind !== 'registry-value') return reading;
  const listed = Object.keys(image.registry ?? {}).find((key) => isSameName(key, reading.key));
  return { ...reading, key: listed ?? reading.key };
}

/** What is not in the registry belongs to a section, and all of these are read. */
function valueAt(path: string): readonly Reading[] {
  const [, key, value] = /^(HK(?:LM|CU)\\.+)\\([^\\]+)$/.exec(path) ?? [];
  return key === undefined || value === undefined ? [] : [{ kind: 'registry-value', key, value }];
}
