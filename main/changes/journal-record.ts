import { z } from 'zod';
import { riskSchema } from '../../shared/model/change';
import type { ActionRecord } from './acted';
import { isObject, isPlainlyRight } from './plain-record';

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
/** All that may be on record of a change of settings. */
export const settingsRecordSchema = z.discriminatedUnion('record', [
  beginSchema,
  z.looseObject({ v, record: z.literal('applied'), id, at }),
  /** Writing failed; `stayed` are the numbers of the settings that could not be put back. */
  z.looseObject({ v, record: z.literal('failed'), id, at, stayed: z.array(z.number().int().min(0)) }),
  z.looseObject({ v, record: z.literal('undoing'), id, at }),
  z.looseObject({ v, record: z.literal('undone'), id, at, by: z.enum(['person', 'expiry']) })
]);

/** The first record of a change of settings. */
export type BeginRecord = z.infer<typeof beginSchema>;
/** A record of a change of settings. */
export type SettingsRecord = z.infer<typeof settingsRecordSchema>;
/** A record of a journal, as this version writes it. */
export type JournalRecord = SettingsRecord | ActionRecord;

const recordKinds: readonly string[] = settingsRecordSchema.options.map(({ shape }) => shape.record.value);

/** Whether it is one of a change of settings, in the form that this version writes. */
export const isSettingsRecord = (record: unknown): boolean =>
  isObject(record) &&
  record['v'] === 1 &&
  typeof record['record'] === 'string' &&
  recordKinds.includes(record['record']);

/** Whether it is one of an action, which wrote no setting: `readActions` tells of those. */
export const isActionRecord = (record: unknown): boolean =>
  isObject(record) && record['v'] === 1 && (record['record'] === 'acting' || record['record'] === 'acted');

/** A record whose form was checked, or which part of it is wrong: `.changes[0].setting`. */
export type ReadRecord = { readonly record: SettingsRecord } | { readonly wrong: string };

/**
 * Checks the form of a record of a change of settings. The schema decides; what is plainly right is not shown to it, because
 * it takes several times as long and a history is thousands of records.
 */
export function readRecord(record: unknown): ReadRecord {
  if (isPlainlyRight(record)) return { record };
  const read = settingsRecordSchema.safeParse(record);
  return read.success ? { record: read.data } : { wrong: placeName(read.error.issues[0]?.path ?? []) };
}

const placeName = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
