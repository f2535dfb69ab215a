import type { MachineImage } from '../../shared/model/machine-image';
import type { StateOf } from '../../shared/model/place';
import { isSid } from '../settings/parts/names';

type Account = StateOf<'group-member'>;

/** The account of a PC by its name or SID; null where nothing that was read knows it. */
export function accountOf(image: MachineImage, user: string): Account | null {
  const known = accountsOf(image);
  const meant = known.find(({ sid, name }) => isSame(sid, user) || (name !== null && isSame(name, user)));
  if (meant) return meant;
  if (isSid(user)) return { sid: user.toUpperCase(), name: null };
  // `anna` for `PC7\\anna`, where only one account is called so.
  const called = known.filter(({ name }) => name !== null && isSame(name.split('\\').at(-1) ?? '', user));
  return new Set(called.map(({ sid }) => sid)).size === 1 ? (called[0] ?? null) : null;
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function accountsOf({ identity, groups }: MachineImage): Account[] {
  const { sid, user } = (identity ?? {}) as { readonly sid?: unknown; readonly user?: unknown };
  const entries: readonly unknown[] = [
    { sid, name: user },
    ...Object.values<unknown>(groups ?? {}).flatMap((list) =>
      Array.isArray(list) ? (list as unknown[]) : []
    )
  ];
  return entries.flatMap((entry) => {
    const { sid, name } = (entry ?? {}) as { readonly sid?: unknown; readonly name?: unknown };
    return typeof sid === 'string' ? [{ sid, name: typeof name === 'string' ? name : null }] : [];
  });
}
