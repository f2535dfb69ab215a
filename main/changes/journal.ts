import { z } from 'zod';
import { riskSchema, type Risk } from '../../shared/model/change';
import { placeId, placeSchema, type Place, type State } from '../../shared/model/place';
import { settingAt, settings } from '../settings';
import type { Setting } from '../settings/parts/define-setting';
import type { Capture } from '../machine/writing';
import type { ActionRecord } from './acted';
import { isSameState, readState } from './kinds';

/** Where the records of all changes are kept, oldest first. Nothing in it is ever changed; records are added. */
export interface Journal {
  /** As they are kept, whoever wrote them. */
  readonly records: () => Promise<readonly unknown[]>;
  /** Comes back when the record can no longer be lost. */
  readonly append: (record: JournalRecord) => Promise<void>;
}

const id = z.string().regex(/^[a-z0-9-]{1,100}$/);
const at = z.string().max(64).nullable();
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'not a time');
/** The form of what this version writes. What has another number was written by a later version. */
const v = z.literal(1);

const beginSchema = z.looseObject({
  v,
  record: z.literal('begin'),
  id,
  fix: z.string().max(100),
  params: z.record(z.string(), z.string()),
  at,
  /** The account that made it, as Windows writes it. */
  who: z.string().max(512).optional(),
  risk: riskSchema,
  /** When a downgrade ends by itself. */
  expiresAt: time.optional(),
  changes: z
    .array(
      z.looseObject({
        setting: z.string().max(100),
        place: z.unknown(),
        before: z.unknown(),
        after: z.unknown(),
        /** Only the machine that took it knows its form, and checks it before it is given back. */
        capture: z.unknown()
      })
    )
    .min(1)
    .max(1000)
});
const recordSchema = z.discriminatedUnion('record', [
  beginSchema,
  z.looseObject({ v, record: z.literal('applied'), id, at }),
  /** Writing failed; `stayed` are the numbers of the settings that could not be put back. */
  z.looseObject({ v, record: z.literal('failed'), id, at, stayed: z.array(z.number().int().min(0)) }),
  z.looseObject({ v, record: z.literal('undoing'), id, at }),
  z.looseObject({ v, record: z.literal('undone'), id, at, by: z.enum(['person', 'expiry']) })
]);
export type JournalRecord = z.infer<typeof recordSchema> | ActionRecord;
const recordKinds = recordSchema.options.map(({ shape }) => shape.record.value);

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
  const found = new Map<string, Mutable | UnknownChange>();
  const standing: Standing = new Map();
  const placed: Placed = new Map();
  records.forEach((record, at) => {
    if (isActionRecord(record)) return;
    if (!isOfThisVersion(record)) {
      const later = unknownOf(record, at);
      if (later && !found.has(later.id)) found.set(later.id, later);
      return;
    }
    const read = recordSchema.safeParse(record);
    if (!read.success) throw new JournalCorrupt(`[${at}]${placeName(read.error.issues[0]?.path ?? [])}`);
    if (read.data.record === 'begin') {
      if (found.has(read.data.id)) throw new JournalCorrupt(`[${at}].id`);
      found.set(read.data.id, begun(read.data, at, standing, placed));
      return;
    }
    const change = found.get(read.data.id);
    // What a later version began is that version's business.
    if (change?.known === true) follow(change, read.data, standing);
  });
  return [...found.values()];
}

type Mutable = { -readonly [K in keyof Change]: Change[K] };
type Standing = Map<string, { change: Mutable; changed: ChangedSetting }[]>;
/** Places that were checked already, by how they are written: a journal names the same few again and again. */
type Placed = Map<string, { setting: Setting; place: Place; id: string } | null>;

function placedAt(name: string, written: unknown, placed: Placed): ReturnType<Placed['get']> {
  const key = `${name} ${JSON.stringify(written)}`;
  const known = placed.get(key);
  if (known !== undefined) return known;
  const place = placeSchema.safeParse(written).data;
  const setting = place && settingAt(name, place);
  const found = place && setting ? { setting, place, id: placeId(place) } : null;
  placed.set(key, found);
  return found;
}

const isOfThisVersion = (record: unknown): boolean =>
  typeof record === 'object' &&
  record !== null &&
  'v' in record &&
  record.v === 1 &&
  'record' in record &&
  recordKinds.some((kind) => kind === record.record);

/** Whether it is one of an action, which wrote no setting: `readActions` tells of those. */
export const isActionRecord = (record: unknown): boolean =>
  typeof record === 'object' &&
  record !== null &&
  'v' in record &&
  record.v === 1 &&
  'record' in record &&
  (record.record === 'acting' || record.record === 'acted');

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
  record: z.infer<typeof beginSchema>,
  at: number,
  standing: Standing,
  placed: Placed
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
    const wrong = (member: string): never => {
      throw new JournalCorrupt(`[${at}].changes[${number}].${member}`);
    };
    const { setting, place, id } = placedAt(one.setting, one.place, placed) ?? wrong('place');
    const before = readState(place, one.before);
    const after = readState(place, one.after);
    if (before === undefined) return wrong('before');
    if (after === undefined || !setting.allowed(after)) return wrong('after');
    const stack = standing.get(id) ?? [];
    standing.set(id, stack);
    const under = stack.at(-1) ?? null;
    const changed: ChangedSetting = { setting, place, before, after, capture: one.capture, under };
    stack.push({ change, changed });
    return changed;
  });
  return change;
}

function follow(
  change: Mutable,
  record: Exclude<z.infer<typeof recordSchema>, { record: 'begin' }>,
  standing: Standing
): void {
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

const placeName = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
