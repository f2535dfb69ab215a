import { z } from 'zod';

/** What is set aside gets a name of its own beside where it was; with the journal's word nothing else can be moved. */
export const keptName = z.strictObject({ name: z.string().regex(/^reconnect-[a-z0-9]{8,32}$/) });

const named = (of: string, before: string): string => {
  const at = of.lastIndexOf('\\') + 1;
  return `${of.slice(0, at)}${before}-${of.slice(at)}`;
};

/**
 * The name beside: `reconnect-1a2b…-MSLicensing`. What is ours stands before it: Wine 8 loses the key that follows one which is
 * given a name right behind its own.
 */
export const aside = (of: string, { name }: z.infer<typeof keptName>): string => named(of, name);
/** What came in its place since, while it is moved back. */
const replaced = (of: string, { name }: z.infer<typeof keptName>): string => named(of, `${name}-since`);

/** Things that can be moved: keys of the registry, or folders. */
export interface Movable {
  readonly isThere: (path: string) => Promise<boolean>;
  readonly rename: (path: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

/**
 * Puts back what was set aside. What came in its place since goes. Done twice, or after it was cut short anywhere, it comes to
 * the same end.
 *
 * @returns whether there was anything to put back
 * @throws WriteFailed
 */
export async function putBack(
  things: Movable,
  path: string,
  kept: z.infer<typeof keptName>
): Promise<boolean> {
  const [old, since] = [aside(path, kept), replaced(path, kept)];
  const wasThere = await things.isThere(old);
  if (wasThere) {
    if (await things.isThere(path)) {
      if (await things.isThere(since)) await things.remove(since);
      await things.rename(path, since);
    }
    await things.rename(old, path);
  }
  if (await things.isThere(since)) await things.remove(since);
  return wasThere;
}
