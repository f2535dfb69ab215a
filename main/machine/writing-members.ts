import { z } from 'zod';

/** A member of an object as it was found: not listed at all is something else than null. */
export const memberSchema = z.union([
  z.strictObject({ listed: z.literal(false) }),
  z.strictObject({ listed: z.literal(true), value: z.json() })
]);
export type Member = z.infer<typeof memberSchema>;

export type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('unavailable' in value);

export const isSameName = (one: unknown, other: string): boolean =>
  typeof one === 'string' && one.toLowerCase() === other.toLowerCase();

/** The spelling under which a name is listed; the name itself where it is not. */
export const spelling = (of: Members, name: string): string =>
  Object.keys(of).find((one) => isSameName(one, name)) ?? name;

export function memberOf(of: Members, name: string): Member {
  const listed = spelling(of, name);
  return Object.hasOwn(of, listed)
    ? { listed: true, value: copyOf(of[listed]) as z.infer<ReturnType<typeof z.json>> }
    : { listed: false };
}

/** Sets a member where it stands, so that the order of all members stays; a new one goes to the end. */
export function setMember(of: Members, name: string, member: Member): void {
  const listed = spelling(of, name);
  if (member.listed) of[listed] = copyOf(member.value);
  else delete of[listed];
}

export const copyOf = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
