import { pcKey } from '../../shared/model/pc-key';
import type { HistoryEntry } from '../../shared/model/history-state';
import { changeText } from '../../shared/present/history-text';
import { pcName } from '../../shared/present/pc-name';

/** Changes as a file: as `history --json` prints them, or as people read them. Oldest first in the one, newest first in the other. */
export function exportOf(
  entries: readonly HistoryEntry[],
  as: 'json' | 'text'
): { readonly name: string; readonly content: string } {
  return as === 'json'
    ? { name: 'reconnect-history.json', content: `${JSON.stringify(jsonOf(entries), null, 2)}\n` }
    : { name: 'reconnect-history.txt', content: `${textOf(entries)}\n` };
}

const jsonOf = (entries: readonly HistoryEntry[]): unknown => ({
  schema: 'reconnect.history/1',
  changes: [...entries].reverse().map(({ pc, id, fix, at, by, standing, endsAt, changes }) => ({
    id,
    fix,
    at,
    state: standing === 'unfinished' ? 'partly' : standing === 'overdue' ? 'expired' : standing,
    ...(by === null ? {} : { by }),
    ...(endsAt === null || pc.kind === 'demo' ? {} : { expiresAt: new Date(endsAt).toISOString() }),
    ...(pc.kind === 'demo' ? { demo: pc.machine } : {}),
    changes
  }))
});

/** A heading for each PC where there is more than this one. */
function textOf(entries: readonly HistoryEntry[]): string {
  let before = 'this-pc';
  return entries
    .map((entry) => {
      const key = pcKey(entry.pc);
      const heading = key === before ? '' : `${pcName(entry.pc)}\n\n`;
      before = key;
      return `${heading}${changeText(entry)}`;
    })
    .join('\n\n');
}
