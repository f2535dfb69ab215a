import type { Risk } from '../../shared/model/change';
import { placeId, placeSchema, type Place, type State } from '../../shared/model/place';
import { settingAt, settings } from '../settings';
import type { Setting } from '../settings/parts/define-setting';
import type { Capture } from '../machine/writing';
import {
  isActionRecord,
  isSettingsRecord,
  readRecord,
  type BeginRecord,
  type JournalRecord,
  type SettingsRecord
} from './journal-record';
import { isSameState, readState } from './kinds';

/** Where the records of all changes are kept, oldest first. Nothing in it is ever changed; records are added. */
export interface Journal {
  /** As they are kept, whoever wrote them. */
  readonly records: () => Promise<readonly unknown[]>;
  /** Comes back when the record can no longer be lost. */
  readonly append: (record: JournalRecord) => Promise<void>;
}

/** One setting that a change has written. */
export interface ChangedSetting {
  readonly setting: Setting;
  readonly place: Place;
  readonly before: State | null;
  readonly after: State | null;
  readonly capture: Capture;
  /** The change that had written the same place and stood when this one was made. */
  readonly under: { readonly change: Change; readonly changed: ChangedSetting } | null;
}

/** A change of which the journal tells. */
export interface Change {
  readonly known: true;
  readonly id: string;
  readonly fix: string;
  /** RFC 3339; null where the PC's clock was not known. */
  readonly at: string | null;
  /** The account that made it; null where nobody noted it. */
  readonly who: string | null;
  readonly risk: Risk;
  readonly expiresAt: string | null;
  readonly changes: readonly ChangedSetting[];
  /** How far it came. Where it was cut short, only reading the PC tells what is so. */
  readonly phase: 'begun' | 'applied' | 'failed' | 'undoing' | 'undone' | 'expired';
  /** Numbers of settings that stayed changed where it failed. */
  readonly stayed: readonly number[];
}

/** A change that a later version has made: kept, shown, and left alone. */
export interface UnknownChange {
  readonly known: false;
  readonly id: string;
  readonly fix: string;
  readonly at: string | null;
}

/** A journal that holds what none of this program's versions would write. */
export class JournalCorrupt extends Error {
  override readonly name = 'JournalCorrupt';
  /** @param place which part of it: `[3].changes[0].place` */
  constructor(readonly place: string) {
    super(place);
  }
}

/**
 * What the records tell, oldest first.
 *
 * @throws JournalCorrupt for a record of a known form with something in it that no setting of ours has: such a journal may be
 *   forged, and what it says must be written nowhere
 */
export function readJournal(records: readonly unknown[]): readonly (Change | UnknownChange)[] {
  const known = told.get(records);
  if (known) return known;
  const changes = tellAll(records);
  told.set(records, changes);
  return changes;
}

/** A history is told from one list in several ways while it opens. A list of records is never changed; longer ones are made. */
const told = new WeakMap<readonly unknown[], readonly (Change | UnknownChange)[]>();

function tellAll(records: readonly unknown[]): readonly (Change | UnknownChange)[] {
  const found = new Map<string, Mutable | UnknownChange>();
  const standing: Standing = new Map();
  const checked: Checked = new Map();
  records.forEach((record, at) => {
    if (isActionRecord(record)) return;
    if (!isSettingsRecord(record)) {
      const later = unknownOf(record, at);
      if (later && !found.has(later.id)) found.set(later.id, later);
      return;
    }
    const read = readRecord(record);
    if ('wrong' in read) throw new JournalCorrupt(`[${at}]${read.wrong}`);
    const said = read.record;
    if (said.record === 'begin') {
      if (found.has(said.id)) throw new JournalCorrupt(`[${at}].id`);
      found.set(said.id, begun(said, at, standing, checked));
      return;
    }
    const change = found.get(said.id);
    // What a later version began is that version's business.
    if (change?.known === true) follow(change, said, standing);
  });
  return [...found.values()];
}

type Mutable = { -readonly [K in keyof Change]: Change[K] };
type Standing = Map<string, { change: Mutable; changed: ChangedSetting }[]>;
/** What was checked already, by how it is written: a journal names the same few places and values again and again. */
type Checked = Map<string, CheckedSetting | WrongMember>;
interface CheckedSetting extends Pick<ChangedSetting, 'setting' | 'place' | 'before' | 'after'> {
  readonly id: string;
}
type WrongMember = 'place' | 'before' | 'after';

function checkedOnce(one: BeginRecord['changes'][number], checked: Checked): CheckedSetting | WrongMember {
  const { setting, place, before, after } = one;
  // As members: in a list, what is missing would be the same as null.
  const key = JSON.stringify({ setting, place, before, after });
  const known = checked.get(key) ?? checkedSetting(one);
  checked.set(key, known);
  return known;
}

function checkedSetting(one: BeginRecord['changes'][number]): CheckedSetting | WrongMember {
  const place = placeSchema.safeParse(one.place).data;
  const setting = place && settingAt(one.setting, place);
  if (!place || !setting) return 'place';
  const before = readState(place, one.before);
  if (before === undefined) return 'before';
  const after = readState(place, one.after);
  if (after === undefined || !setting.allowed(after)) return 'after';
  return { setting, place, before, after, id: placeId(place) };
}

function unknownOf(record: unknown, at: number): UnknownChange | null {
  if (typeof record !== 'object' || record === null) throw new JournalCorrupt(`[${at}]`);
  const said = record as Readonly<Record<string, unknown>>;
  const word = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 100) : null);
  return {
    known: false,
    id: word(said['id']) ?? `record-${at}`,
    fix: word(said['fix']) ?? '',
    at: word(said['at'])
  };
}

function begun(
  record: BeginRecord,
  at: number,
  standing: Standing,
  checked: Checked
): Mutable | UnknownChange {
  const { id, fix, risk, expiresAt = null } = record;
  if (record.changes.some(({ setting }) => !settings.has(setting)))
    return { known: false, id, fix, at: record.at };
  const change: Mutable = {
    known: true,
    id,
    fix,
    at: record.at,
    who: record.who ?? null,
    risk,
    expiresAt,
    changes: [],
    phase: 'begun',
    stayed: []
  };
  change.changes = record.changes.map((one, number) => {
    const read = checkedOnce(one, checked);
    if (typeof read === 'string') throw new JournalCorrupt(`[${at}].changes[${number}].${read}`);
    const { id, setting, place, before, after } = read;
    const stack = standing.get(id) ?? [];
    standing.set(id, stack);
    const under = writerOf(stack, place, before);
    const changed: ChangedSetting = { setting, place, before, after, capture: one.capture, under };
    stack.push({ change, changed });
    return changed;
  });
  return change;
}

function follow(change: Mutable, record: Exclude<SettingsRecord, BeginRecord>, standing: Standing): void {
  if (change.phase === 'undone' || change.phase === 'expired') return;
  if (record.record === 'failed') change.stayed = record.stayed;
  change.phase = record.record === 'undone' ? (record.by === 'expiry' ? 'expired' : 'undone') : record.record;
  const isOver = record.record === 'undone' || (record.record === 'failed' && record.stayed.length === 0);
  if (!isOver) return;
  for (const { place } of change.changes) {
    const stack = standing.get(placeId(place)) ?? [];
    standing.set(
      placeId(place),
      stack.filter((one) => one.change !== change)
    );
  }
}

/**
 * Who had written a place when a change began that found `before` there: the last that stood then, but for those that were cut
 * short before they wrote it. Below such a one may lie a downgrade, of which it must not hide that it wrote what was found.
 *
 * @param stack the changes of the place that stood then, as they were then, oldest first
 */
export function writerOf(
  stack: readonly NonNullable<ChangedSetting['under']>[],
  place: Place,
  before: State | null
): ChangedSetting['under'] {
  const hasWritten = ({ change, changed }: NonNullable<ChangedSetting['under']>): boolean =>
    change.phase === 'applied' ||
    isSameState(place, changed.after, before) ||
    !isSameState(place, changed.before, before);
  return [...stack].reverse().find(hasWritten) ?? null;
}

/** Whether a change is on record as one that was neither taken back nor put back. */
export const stands = ({ phase, stayed }: Change): boolean =>
  phase === 'failed' ? stayed.length > 0 : phase !== 'undone' && phase !== 'expired';

/**
 * Where a value is given back from: what was found there, or, where a downgrade had written what was found, what that
 * downgrade found. A weakened value never comes back.
 *
 * @param passed gets the downgrades that it goes past
 */
export function origin(of: ChangedSetting, passed: Set<Change> = new Set()): ChangedSetting {
  let found = of;
  while (
    found.under?.change.risk === 'downgrade' &&
    isSameState(found.place, found.under.changed.after, found.before)
  ) {
    passed.add(found.under.change);
    found = found.under.changed;
  }
  return found;
}
