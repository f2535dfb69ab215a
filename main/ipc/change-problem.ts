import { clean, clip } from '../../shared/present/read';
import { text, type TextKey } from '../../shared/text';
import { NotElevated } from '../changes/changer';
import { JournalCorrupt } from '../changes/journal';
import { JournalUnusable } from '../changes/journal-unusable';
import { Refused } from '../changes/refused';
import { NoSuchChange } from '../changes/undo';
import { NotReadable } from '../machine/door';
import { CallError } from './call-error';

/** Why a change, or its undo, did not come about: a text of the catalogue. */
export interface ChangeProblem {
  readonly code: string;
  readonly key: TextKey;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Characters of one part of a sentence; a path or a system's message may be any length. */
const longestPart = 300;

/** What is known about an error of a `Changer`, for the window; null for what nobody foresaw. */
export function changeProblem(error: unknown): ChangeProblem | null {
  if (error instanceof Refused)
    return said(error.reason, `fix.problem.${error.reason}`, { where: error.where, detail: error.detail });
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

/** What a handler throws for an error of a `Changer`: a refusal with its text, or the error as it came. */
export function changeCallError(error: unknown): unknown {
  const problem = changeProblem(error);
  return problem ? new CallError(problem.code, problem.key, problem.params) : error;
}

function said(code: string, key: TextKey, parts: Readonly<Record<string, string>> = {}): ChangeProblem {
  const params = Object.entries(parts).map(([name, part]): [string, string] => [
    name,
    part === '' ? text('fix.problem.no-detail') : clip(clean(part), longestPart)
  ]);
  return { code, key, params: Object.fromEntries(params) };
}
