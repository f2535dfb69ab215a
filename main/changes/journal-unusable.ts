import { codeOf } from '../machine/durable';

/**
 * Why a journal cannot be written, or read.
 * - `in-use`: another process is making a change.
 * - `disk-full`, `read-only`: the system says so.
 * - `folder-gone`: the folder that it is kept in, or should be made in, is not there (any more).
 * - `changed`: somebody wrote into it meanwhile who did not ask.
 * - `not-ours`: the folder of the whole PC's journal is there, and others than administrators can write into it.
 * - `system`: something else; `code` says what.
 */
export type UnusableReason =
  'in-use' | 'disk-full' | 'read-only' | 'folder-gone' | 'changed' | 'not-ours' | 'system';

/**
 * A record was not kept. Where it was the first of a change, nothing of the change was made: what cannot be noted is not
 * begun.
 */
export class JournalUnusable extends Error {
  override readonly name = 'JournalUnusable';
  /**
   * @param folder of the journal
   * @param code the system's own word, such as `EROFS`; empty where there is none
   */
  constructor(
    readonly reason: UnusableReason,
    readonly folder: string,
    readonly code = ''
  ) {
    super(`${reason} ${folder} ${code}`.trim());
  }
}

/** What the system said, as this program says it. */
export function unusable(folder: string, error: unknown): JournalUnusable {
  if (error instanceof JournalUnusable) return error;
  const code = codeOf(error);
  return new JournalUnusable(reasons[code] ?? 'system', folder, code);
}

/** https://nodejs.org/api/errors.html#common-system-errors */
const reasons: Readonly<Record<string, UnusableReason>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
  // A network folder or a drive that was pulled out.
  ENXIO: 'folder-gone',
  ENODEV: 'folder-gone'
};
