import type { HistoryEntry, HistoryState } from '../../shared/model/history-state';
import type { ChangedPc } from '../../shared/model/changed-pc';
import { clean, clip } from '../../shared/present/read';
import type { JournalUnusable } from '../changes/journal-unusable';
import { logError } from '../log';
import { changeProblem } from '../changes/change-problem';
import type { KnownChanger } from './changers';
import { entriesOf } from './history-entries';

type Gap = HistoryState['gaps'][number];

/** All that is known of the changes of one PC. */
export interface PcHistory {
  readonly pc: ChangedPc;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly gaps: readonly Gap[];
}

/** Characters of a folder's name, or of what the system said. */
const longestPart = 300;

/**
 * Reads what is known of each PC. One that cannot be read does not keep the others; a recorded one on which nothing was
 * changed is left out.
 *
 * @param clock of this PC, milliseconds since 1970
 */
export async function readHistory(
  known: readonly KnownChanger[],
  clock: number
): Promise<readonly PcHistory[]> {
  const all = await Promise.all(known.map((one) => readOne(one, clock)));
  return all.filter(({ pc, entries, gaps }) => pc.kind === 'this-pc' || entries.length + gaps.length > 0);
}

async function readOne({ pc, changer }: KnownChanger, clock: number): Promise<PcHistory> {
  try {
    const known = await changer.changes();
    return {
      pc,
      entries: entriesOf(pc, known, clock),
      gaps: known.unreadable.map((error) => gapOf(pc, error))
    };
  } catch (error) {
    const problem = changeProblem(error);
    if (!problem) logError('reading the history failed', error);
    const { key, params } = problem ?? { key: 'history.gap.failed', params: {} };
    return { pc, entries: [], gaps: [{ pc, folder: null, key, params: { ...params } }] };
  }
}

const gapOf = (pc: ChangedPc, { reason, folder, code }: JournalUnusable): Gap => ({
  pc,
  folder,
  key: `history.gap.${reason}`,
  params: { folder: clip(clean(folder), longestPart), code: clip(clean(code), longestPart) }
});
