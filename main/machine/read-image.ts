import { open, stat, type FileHandle } from 'node:fs/promises';
import type { z } from 'zod';
import { machineImageSchema, type MachineImage } from '../../shared/model/machine-image';

/** Why a file is no machine image: the keys of the catalogue under `cli.image`. */
export type ImageFault =
  | 'unreadable'
  | 'not-a-file'
  | 'too-large'
  | 'not-text'
  | 'not-json'
  | 'too-deep'
  | 'no-schema'
  | 'other-schema'
  | 'wrong-type';

/** A file that is refused, whole: nothing of it was used. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused';
  /**
   * @param place where in the file, or the system's word for what went wrong
   * @param expected what should be at that place
   */
  constructor(
    readonly fault: ImageFault,
    readonly place = '',
    readonly expected = ''
  ) {
    super(`${fault} ${place}`.trim());
  }
}

/** Bytes. A PC with a long event log gives about 2 MiB. */
export const largestImage = 64 * 1024 * 1024;
/** Levels of objects and lists. The deepest thing that an image of today holds is at level 6. */
export const deepestImage = 32;

/**
 * Reads a machine image from a file.
 *
 * @throws ImageRefused
 */
export async function readImageFile(path: string): Promise<MachineImage> {
  return parseImage(decode(await readLimited(path)));
}

/**
 * Reads a machine image from its text. Members that this version does not know stay in it.
 *
 * @throws ImageRefused
 */
export function parseImage(text: string): MachineImage {
  if (depthOf(text) > deepestImage) throw new ImageRefused('too-deep', String(deepestImage));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImageRefused('not-json', error instanceof Error ? oneLine(error.message) : '');
  }
  const schema =
    typeof value === 'object' && value !== null ? (value as { schema?: unknown }).schema : undefined;
  if (typeof schema !== 'string') throw new ImageRefused('no-schema');
  if (schema !== 'reconnect.machine/1') throw new ImageRefused('other-schema', oneLine(schema));
  const read = machineImageSchema.safeParse(value);
  if (!read.success) {
    const { path, message } = deepest(read.error.issues);
    throw new ImageRefused('wrong-type', placeName(path), oneLine(message));
  }
  // The value as it was written, not the parsed copy: unknown members and the order of all members stay.
  return value as MachineImage;
}

async function readLimited(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Asked by name first: opening a pipe waits for somebody to write into it.
    if (!(await stat(path)).isFile()) throw new ImageRefused('not-a-file');
    file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > largestImage) throw new ImageRefused('too-large', String(size));
    return await file.readFile();
  } catch (error) {
    if (error instanceof ImageRefused) throw error;
    throw new ImageRefused('unreadable', (error as NodeJS.ErrnoException).code ?? 'UNKNOWN');
  } finally {
    await file?.close();
  }
}

/** UTF-8 or UTF-16, with or without a byte order mark; PowerShell writes both. Anything else is no text. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The decoder says only that some byte fits no character.
    throw new ImageRefused('not-text');
  }
}

/** The deepest nesting of brackets outside of strings, without parsing: what is too deep is not parsed at all. */
function depthOf(text: string): number {
  let depth = 0;
  let deepestSeen = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) deepestSeen = Math.max(deepestSeen, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepestSeen;
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of the ways in which a value fails to be one of several things, the one that gets furthest is what was meant. */
function deepest([issue]: readonly z.core.$ZodIssue[]): Place {
  if (!issue) return { path: [], message: '' };
  if (issue.code === 'invalid_type') return { path: issue.path, message: `expected ${issue.expected}` };
  if (issue.code !== 'invalid_union') return issue;
  const ways = issue.errors.map(deepest);
  // Failing to be an `unavailable` is what every other object does.
  const meant = ways
    .filter(({ path }) => path.length > 0 && path[0] !== 'unavailable')
    .reduce<Place | undefined>(
      (best, way) => (best && isAtLeastAsFar(best.path, way.path) ? best : way),
      undefined
    );
  // The last way is the value itself; the others are its ways of not being there.
  return meant
    ? { path: [...issue.path, ...meant.path], message: meant.message }
    : { path: issue.path, message: ways.at(-1)?.message ?? issue.message };
}

/** Whether a place is as deep in the image as another one and, in the same list, not before it. */
function isAtLeastAsFar(one: Place['path'], other: Place['path']): boolean {
  if (one.length !== other.length) return one.length > other.length;
  const [a, b] = [one.at(-1), other.at(-1)];
  return typeof a !== 'number' || typeof b !== 'number' || a >= b;
}

const longestPlace = 300;

const placeName = (path: readonly PropertyKey[]): string => {
  const name = path.reduce<string>((said, part) => {
    if (typeof part === 'number') return `${said}[${part}]`;
    const word = String(part);
    if (!/^[A-Za-z_$][\w$]*$/.test(word)) return `${said}[${JSON.stringify(word)}]`;
    return said === '' ? word : `${said}.${word}`;
  }, '');
  return oneLine(name).slice(0, longestPlace);
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, longestPlace);
