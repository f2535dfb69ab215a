import { z } from 'zod';
import type { PlannedChange } from '../../shared/model/change';
import { whereOf, type PlaceOf, type StateOf } from '../../shared/model/place';
import { nowAt, shownState } from '../changes/kinds';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import { isKnown } from '../facts/fact';
import { credentialCaptureOf, type CredentialCapture } from '../machine/native/credential-capture';
import { WriteFailed } from '../machine/writing';
import { defineAction, Halfway } from './define-action';
import type { SignInDoor, TypedSignIn } from './doors';

type SavedPlace = PlaceOf<'saved-credential'>;

const placeOf = (host: string, type: 'domain-password' | 'generic'): SavedPlace => ({
  kind: 'saved-credential',
  target: `TERMSRV/${host}`,
  type
});

/** As the Remote Desktop client saves it: for this PC, CRED_PERSIST_LOCAL_MACHINE. */
const localMachine = 2;

const keptSchema = z.strictObject({
  user: z.string().max(1024),
  /** When the one that was saved before was written; null where there was none. */
  before: z.string().max(64).nullable(),
  /** The generic one that was there: Windows hands out its secret, so it comes back. */
  generic: z.unknown()
});

/** Has Windows ask for a sign-in and saves it for a host, as the Remote Desktop client does. */
export const action = defineAction({
  id: 'credential-create',
  plan: (pc, { host = '' }) => {
    refuseUnderPolicy(pc);
    const place = placeOf(host, 'domain-password');
    const [saved, generic] = [now(pc, place), now(pc, placeOf(host, 'generic'))];
    return {
      changes: [
        { ...told(place, saved), after: 'typed' },
        ...(generic === null ? [] : [{ ...told(placeOf(host, 'generic'), generic), after: null }])
      ],
      conflicts: saved === null ? [] : ['password-lost']
    };
  },
  run: async ({ signIns }, { pc, params: { host = '' }, keep, signal, onStep }) => {
    const place = placeOf(host, 'domain-password');
    const generic = placeOf(host, 'generic');
    const before = await captured(signIns, place);
    const earlier = await signIns.capture(generic);
    onStep('asking');
    const typed = await signIns.ask(place.target, now(pc, place)?.user ?? now(pc, generic)?.user ?? null);
    if (typed === null) throw new Refused('cancelled', whereOf(place));
    try {
      if (signal.aborted) throw new Refused('cancelled', whereOf(place));
      if (typed.user.trim() === '') throw new Refused('failed', whereOf(place), 'no user name');
      const signIn = { ...typed, user: qualified(typed, host) };
      await keep({ user: signIn.user, before: writtenOf(before), generic: earlier });
      onStep('writing');
      await signIns.save(place, signIn);
    } finally {
      typed.password.fill(0);
    }
    const { was } = credentialCaptureOf(generic, earlier);
    if (was.restorable === 'absent') return;
    try {
      await signIns.remove(generic);
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      throw new Halfway(whereOf(generic), error.detail);
    }
  },
  takeBack: async ({ signIns }, { params: { host = '' }, kept, force }) => {
    const place = placeOf(host, 'domain-password');
    const generic = placeOf(host, 'generic');
    const read = keptSchema.safeParse(kept);
    if (!read.success) throw new Refused('not-known', whereOf(place));
    const { user, before } = read.data;
    // Looked at before anything is taken away.
    const earlier = credentialCaptureOf(generic, read.data.generic);
    const found = await captured(signIns, place);
    const isOurs =
      found.was.restorable === 'no' &&
      found.was.user === user &&
      found.was.persistence === localMachine &&
      found.was.lastWritten !== before;
    const isTheOldOne = before !== null && writtenOf(found) === before;
    const isThere = found.was.restorable !== 'absent' && !isTheOldOne;
    if (isThere && !isOurs && !force) throw new Refused('drifted', whereOf(place));
    if (isThere) await signIns.remove(place);
    const isGone = (await captured(signIns, generic)).was.restorable === 'absent';
    const comesBack = isGone && earlier.was.restorable === 'yes';
    if (comesBack) await signIns.restore(generic, earlier);
    return isThere || comesBack;
  }
});

/** @throws Refused where a policy forbids to save passwords, or may forbid it */
function refuseUnderPolicy({ facts: { delegation } }: Pc): void {
  for (const policy of delegation.disablePasswordSaving) {
    if (!isKnown(policy)) throw new Refused('unreadable', policy.path, policy.unavailable);
    if (policy.value === 1) throw new Refused('managed-by-policy', policy.path, '1');
  }
}

function now(pc: Pc, place: SavedPlace): StateOf<'saved-credential'> | null {
  const found = nowAt(pc.index, place);
  if (!isKnown(found)) throw new Refused('unreadable', found.path, found.unavailable);
  return found.value as StateOf<'saved-credential'> | null;
}

const told = (
  place: SavedPlace,
  state: StateOf<'saved-credential'> | null
): Omit<PlannedChange, 'after'> => ({
  setting: 'saved-credential',
  where: whereOf(place),
  before: shownState(place, state)
});

const captured = async (signIns: SignInDoor, place: SavedPlace): Promise<CredentialCapture> =>
  credentialCaptureOf(place, await signIns.capture(place));

const writtenOf = ({ was }: CredentialCapture): string | null =>
  was.restorable === 'no' ? was.lastWritten : null;

/**
 * A name alone is meant as one of the other PC; Windows takes no such sign-in without a domain.
 * https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw
 */
const qualified = ({ user }: TypedSignIn, host: string): string =>
  /[\\@]/.test(user) ? user : `${host}\\${user}`;
