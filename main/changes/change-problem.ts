import { clean, clip } from '../../shared/present/read';
import { text, type TextKey } from '../../shared/text';
import { NotReadable } from '../machine/door';
import { NotElevated } from './changer';
import { JournalCorrupt } from './journal';
import { JournalUnusable } from './journal-unusable';
import { partsOf, refusalName } from './refusal-words';
import { Refused } from './refused';
import { NoSuchChange } from './undo';

/** Why a change, or its undo, did not come about: a text of the catalogue. */
export interface ChangeProblem {
  readonly code: string;
  readonly key: TextKey;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Characters of one part of a sentence; a path or a system's message may be any length. */
const longestPart = 300;

/** What is known about an error of a `Changer`; null for what nobody foresaw. */
export function changeProblem(error: unknown): ChangeProblem | null {
  if (error instanceof Refused)
    return said(error.reason, `fix.problem.${refusalName(error)}`, partsOf(error));
  if (error instanceof NotElevated)
    return error.why === 'declined'
      ? said('declined', 'fix.problem.declined')
      : said('no-elevation', 'fix.problem.no-elevation', { detail: error.detail });
  if (error instanceof JournalUnusable)
    return said(`journal-${error.reason}`, `fix.problem.journal.${error.reason}`, {
      folder: error.folder,
      code: error.code
    });
  if (error instanceof NoSuchChange) return said('no-such-change', 'fix.problem.no-such-change');
  if (error instanceof JournalCorrupt)
    return said('journal-corrupt', 'fix.problem.journal-corrupt', { place: error.place });
  if (error instanceof NotReadable)
    return { code: 'not-readable', key: error.key, params: { ...error.params } };
  return null;
}

function said(code: string, key: TextKey, parts: Readonly<Record<string, string>> = {}): ChangeProblem {
  const params = Object.entries(parts).map(([name, part]): [string, string] => [
    name,
    part === '' ? text('fix.problem.no-detail') : clip(clean(part), longestPart)
  ]);
  return { code, key, params: Object.fromEntries(params) };
}
