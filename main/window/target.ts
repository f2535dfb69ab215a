import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunInput } from '../../shared/ipc/contract';
import { decodeText } from '../formats/decode-text';

/** As in the contract; a Remote Desktop file is a few kilobytes. */
const longestFile = 1_000_000;

/**
 * What a target given at the start stands for: the content of an .rdp file where there is one of that name, else what a
 * person would have typed.
 *
 * @param folder what a relative path is relative to
 */
export function readTarget(target: string, folder: string): RunInput {
  if (target.toLowerCase().endsWith('.rdp')) {
    const content = readSmallFile(resolve(folder, target));
    if (content !== null) return { kind: 'rdp-file', content };
  }
  return { kind: 'typed', text: target };
}

function readSmallFile(path: string): string | null {
  try {
    const file = statSync(path);
    if (!file.isFile() || file.size > longestFile) return null;
    return decodeText(readFileSync(path));
  } catch {
    return null; // No such file, so it is the name of a PC; the run says if it is not that either.
  }
}
