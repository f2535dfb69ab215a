import { clean, clip } from '../../../shared/present/read';

/** Bytes; what main takes at most. */
export const largestReport = 64 * 1024 * 1024;

/** Longer than any name that a file system takes as one. */
const longestName = 255;

/** The name of a file, fit to be shown: without control characters and direction marks. */
export const fileName = ({ name }: Pick<File, 'name'>): string => clip(clean(name), longestName);

/** The text of a report: UTF-8 or, as PowerShell writes it, UTF-16 with a byte order mark; null where it is no text. */
export function decodeReport(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // The decoder says only that some byte fits no character.
    return null;
  }
}

/** What a file is, by its name, as that is what a person chose it by. */
export function kindOfFile({ name }: Pick<File, 'name'>): 'report' | 'bundle' | 'other' {
  if (/\.json$/i.test(name)) return 'report';
  return /\.zip$/i.test(name) ? 'bundle' : 'other';
}
