import { createHash } from 'node:crypto';
import { win32 } from 'node:path';
import { z } from 'zod';
import type { PlannedChange } from '../../shared/model/change';
import type { Pc } from '../changes/pc';
import { Refused } from '../changes/refused';
import { isKnown } from '../facts/fact';
import type { RdpLine } from '../facts/rdp-files';
import type { Params } from '../fixes/define-fix';
import { WriteFailed } from '../machine/writing';
import { defineAction } from './define-action';
import { correctedFile, correctionsFor, type RdpCorrection } from './parts/rdp-lines';

/** Bytes; as the reader of these files has it. */
const largest = 1024 * 1024;
/** Copies beside one file; who has as many does not want another. */
const mostCopies = 99;

const keptSchema = z.strictObject({
  number: z.number().int().min(1).max(mostCopies),
  sha256: z.string().regex(/^[0-9a-f]{64}$/)
});

/** Writes a copy of an .rdp file with one line corrected beside it. */
export const action = defineAction({
  id: 'rdp-file-correct',
  plan: (pc, params) => {
    const rows = rowsOf(pc, params);
    return { changes: rows.length === 0 ? [] : [...rows, copyRow(params, 1)] };
  },
  run: async ({ files }, { pc, params, keep, signal, onStep }) => {
    const { file = '' } = params;
    const bytes = await files.read(file, largest);
    if (bytes === null) throw new Refused('not-there', file);
    const corrected = correctedFile(bytes, correctionsOf(params));
    const sha256 = sha256Of(corrected);
    let number = 1;
    while (await files.isThere(copyOf(params, number))) {
      number += 1;
      if (number > mostCopies) throw new Refused('failed', file, 'EEXIST');
    }
    if (signal.aborted) throw new Refused('cancelled', file);
    await keep({ number, sha256 }, [...rowsOf(pc, params), copyRow(params, number)]);
    onStep('writing');
    const copy = copyOf(params, number);
    try {
      await files.create(copy, corrected);
    } catch (error) {
      if (error instanceof WriteFailed) throw new Refused('failed', copy, error.detail);
      throw error;
    }
  },
  takeBack: async ({ files }, { params, kept, force }) => {
    const read = keptSchema.safeParse(kept);
    if (!read.success) throw new Refused('not-known', params['file'] ?? '');
    const copy = copyOf(params, read.data.number);
    const bytes = await files.read(copy, largest);
    if (bytes === null) return false;
    // Somebody has gone on working with it.
    if (sha256Of(bytes) !== read.data.sha256 && !force) throw new Refused('drifted', copy);
    await files.removeFile(copy);
    return true;
  }
});

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** @throws Refused */
function correctionsOf({ line = '' }: Params): readonly RdpCorrection[] {
  const corrections = correctionsFor(line);
  if (corrections === null) throw new Refused('not-supported', line, 'line');
  return corrections;
}

/** `C:\…\pc9 (corrected).rdp`, `pc9 (corrected 2).rdp`. */
function copyOf({ file = '' }: Params, number: number): string {
  const { dir, name } = win32.parse(file);
  return win32.join(dir, `${name} (corrected${number > 1 ? ` ${number}` : ''}).rdp`);
}

const copyRow = (params: Params, number: number): PlannedChange => ({
  setting: 'rdp-file',
  where: copyOf(params, number),
  before: null,
  after: 'new'
});

/** The lines that will be others. None but the files that were read are corrected. @throws Refused */
function rowsOf({ facts: { rdpFiles } }: Pc, params: Params): PlannedChange[] {
  const { file = '' } = params;
  const corrections = correctionsOf(params);
  if (!isKnown(rdpFiles.files))
    throw new Refused('unreadable', rdpFiles.files.path, rdpFiles.files.unavailable);
  const found = rdpFiles.files.value.find(({ path }) => path.toLowerCase() === file.toLowerCase());
  if (!found || !/\.rdp$/i.test(file)) throw new Refused('not-there', file);
  const { lines } = found;
  if (!isKnown(lines)) throw new Refused('unreadable', lines.path, lines.unavailable);
  const rows = corrections.flatMap(({ name, corrected }): PlannedChange[] => {
    const line = lines.value.get(name);
    const before = line ? textOf(line) : null;
    const after = corrected(before);
    return after === null || after === before
      ? []
      : [{ setting: 'rdp-file-line', where: `rdpFiles/${found.path}/${name}`, before, after }];
  });
  const scope = lines.value.get('signscope');
  return rows.length > 0 && scope
    ? [...rows, { setting: 'rdp-file-signature', where: scope.path, before: 'signed', after: null }]
    : rows;
}

/** Numbers are written as such, all else as text. */
const textOf = ({ name, value }: RdpLine): string =>
  `${name}:${name === 'full address' ? 's' : 'i'}:${value}`;
