import type { ChangedPc } from '../../shared/model/changed-pc';
import type { HistoryEntry } from '../../shared/model/history-state';
import type { Standing } from '../../shared/model/standing';
import { guidKey, type Called } from '../../shared/present/thing';
import { isOverdue } from '../../shared/present/history-text';
import type { KnownChanges } from '../changes/changer';
import { fixes } from '../fixes';

type Told = KnownChanges['history']['changes'][number];

/** The task of Windows that ends a downgrade gets so long before it is said that it did not, milliseconds. */
export const graceMs = 20_000;

/**
 * The changes of a PC as History shows them, newest first. Pure.
 *
 * @param clock of this PC, milliseconds since 1970; that of a recorded one stands elsewhere
 */
export function entriesOf(
  pc: ChangedPc,
  { history, unfinished, called, now }: Pick<KnownChanges, 'history' | 'unfinished' | 'called' | 'now'>,
  clock: number
): readonly HistoryEntry[] {
  const cutShort = new Map(unfinished.map((one) => [one.change.id, one]));
  return [...history.changes].reverse().map((told) => {
    const { id, fix, at, by, changes, final } = told;
    const cut = cutShort.get(id);
    const endsAt = endOf(told, now, clock);
    const standing = cut ? 'unfinished' : standingOf(told, endsAt, clock);
    const isOver = standing === 'undone' || standing === 'expired';
    return {
      pc,
      id,
      fix,
      at,
      by: by ?? null,
      standing,
      called: calledIn(called, changes),
      risk: fixes.get(fix)?.risk ?? null,
      endsAt: isOver ? null : endsAt,
      changes,
      unfinished: cut ? { each: [...cut.each], ways: [...cut.ways] } : null,
      // Of what this version cannot read it knows no settings.
      undo: final ? 'none' : changes.length > 0 && !isOver ? 'possible' : 'over'
    };
  });
}

/** Those of the names that a change needs. */
function calledIn(called: Called, changes: Told['changes']): Called {
  const keys = changes.flatMap(({ where }) => {
    const [section = '', id = ''] = where.split('/');
    return section === 'adapters' || section === 'networks' ? [guidKey(id)] : [];
  });
  return Object.fromEntries(keys.flatMap((key) => (called[key] === undefined ? [] : [[key, called[key]]])));
}

/** By this PC's clock. */
function endOf({ expiresAt }: Told, now: number | null, clock: number): number | null {
  if (expiresAt === undefined) return null;
  const end = Date.parse(expiresAt);
  return now === null ? end : clock + end - now;
}

function standingOf(told: Told, endsAt: number | null, clock: number): Standing {
  if (!isOverdue(told)) return told.state;
  return endsAt !== null && clock < endsAt + graceMs ? 'applied' : 'overdue';
}
