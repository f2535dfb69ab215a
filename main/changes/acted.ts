import { z } from 'zod';
import { plannedChangeSchema, type PlannedChange } from '../../shared/model/change';
import { JournalCorrupt } from './journal';
import { isActionRecord } from './journal-record';

const id = z.string().regex(/^[a-z0-9-]{1,100}$/);
const at = z.string().max(64).nullable();

const actingSchema = z.looseObject({
  v: z.literal(1),
  record: z.literal('acting'),
  id,
  fix: z.string().max(100),
  params: z.record(z.string().max(100), z.string().max(2000)),
  at,
  /** The account that did it, as Windows writes it. */
  who: z.string().max(512).optional(),
  changes: z.array(plannedChangeSchema).max(1000),
  /** What the action needs to be taken back. Only the action itself knows its form, and checks it before it acts on it. */
  undo: z.json().optional()
});
const actedSchema = z.looseObject({ v: z.literal(1), record: z.literal('acted'), id, at });
const recordSchema = z.discriminatedUnion('record', [actingSchema, actedSchema]);

/** What the journal holds of an action beside `failed`, `undoing` and `undone`, which it shares with changes of settings. */
export type ActionRecord = z.infer<typeof recordSchema>;

/** An action of which the journal tells. It wrote no setting, so the PC does not show what has become of it. */
export interface Acted {
  readonly id: string;
  readonly fix: string;
  readonly params: Readonly<Record<string, string>>;
  /** RFC 3339; null where the PC's clock was not known. */
  readonly at: string | null;
  readonly who: string | null;
  /** As they were shown to the person. */
  readonly changes: readonly PlannedChange[];
  /** What the action kept for being taken back; undefined where it kept nothing. */
  readonly undo: unknown;
  /**
   * How far it came. `begun` and `undoing` were cut short. `stopped`: it failed, and part of it is done; `failed`: nothing of
   * it is.
   */
  readonly phase: 'begun' | 'done' | 'stopped' | 'failed' | 'undoing' | 'undone';
}

/** What follows an action's first record; its form was checked with the rest of the journal. */
interface Later {
  readonly id?: unknown;
  readonly record?: unknown;
  readonly stayed?: unknown;
}

/**
 * The actions that the records tell of, oldest first.
 *
 * @throws JournalCorrupt for a record of an action that none of this program's versions would write
 */
export function readActions(records: readonly unknown[]): readonly Acted[] {
  const found = new Map<string, { -readonly [K in keyof Acted]: Acted[K] }>();
  records.forEach((record, number) => {
    if (isActionRecord(record)) {
      const read = recordSchema.safeParse(record);
      const isNew = read.data?.record !== 'acting' || !found.has(read.data.id);
      if (!read.success || !isNew) throw new JournalCorrupt(`[${number}]`);
      if (read.data.record === 'acting') {
        const { id, fix, params, at, who = null, changes, undo } = read.data;
        found.set(id, { id, fix, params, at, who, changes, undo, phase: 'begun' });
        return;
      }
    }
    const later = (record ?? {}) as Later;
    const action = typeof later.id === 'string' ? found.get(later.id) : undefined;
    if (!action || action.phase === 'undone') return;
    if (later.record === 'acted') action.phase = 'done';
    if (later.record === 'failed')
      action.phase = Array.isArray(later.stayed) && later.stayed.length > 0 ? 'stopped' : 'failed';
    if (later.record === 'undoing' || later.record === 'undone') action.phase = later.record;
  });
  return [...found.values()];
}

/** Whether something of an action may still be there. */
export const mayStand = ({ phase }: Acted): boolean => phase !== 'failed' && phase !== 'undone';
