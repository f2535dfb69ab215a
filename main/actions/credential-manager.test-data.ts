import type { PlaceOf } from '../../shared/model/place';
import type { DraftPc } from '../demo/machines/sound-pc';
import type { CredentialCapture } from '../machine/native/credential-capture';
import { WriteFailed } from '../machine/writing';
import type { TypedSignIn } from './doors';
import { world, type World } from './world.test-data';

const target = 'TERMSRV/pc9';

type Place = PlaceOf<'saved-credential'>;
export interface Saved {
  readonly type: string;
  readonly user: string;
  readonly lastWritten: string;
}

/**
 * Credential Manager in memory. As Windows', it hands out no password of a domain.
 *
 * @param saved what is in it; tests look at it
 * @param typed what the person types at the prompt; null where they cancel it
 */
export function manager(saved: Saved[], typed: TypedSignIn | null): World & { saved: Saved[] } {
  let clock = 0;
  const at = ({ type }: Place): number => saved.findIndex((one) => one.type === type);
  const captured = (place: Place): CredentialCapture['was'] => {
    const found = saved[at(place)];
    if (!found) return { restorable: 'absent' };
    const seen = { user: found.user, persistence: 2 };
    return place.type === 'generic'
      ? { restorable: 'yes', ...seen, flags: 0, comment: null, alias: null, sealed: 'c2VhbGVk' }
      : { restorable: 'no', ...seen, lastWritten: found.lastWritten };
  };
  const put = (type: string, user: string): void => {
    clock += 1;
    saved.push({ type, user, lastWritten: `2026-11-20T11:00:0${clock}Z` });
  };
  const asListed = (pc: DraftPc): void => {
    pc.credentials = saved.map((one) => ({ target, persistence: 'local', ...one }));
  };
  const made = world(asListed, {
    signIns: {
      ask: (asked, user) => {
        made.done.push(`asked for ${asked}, ${user ?? 'nobody'}`);
        return Promise.resolve(typed);
      },
      save: (place, { user, password }) => {
        made.done.push(`saved ${password.toString('utf16le')}`);
        if (at(place) >= 0) saved.splice(at(place), 1);
        put(place.type, user);
        return Promise.resolve();
      },
      capture: (place) =>
        Promise.resolve({ kind: 'saved-credential', target, type: place.type, was: captured(place) }),
      remove: (place) => {
        if (at(place) >= 0) saved.splice(at(place), 1);
        return Promise.resolve();
      },
      restore: (place, capture) => {
        const { was } = capture as CredentialCapture;
        if (was.restorable !== 'yes') throw new WriteFailed('not restorable');
        put(place.type, was.user ?? '');
        return Promise.resolve();
      }
    }
  });
  return { ...made, saved };
}
