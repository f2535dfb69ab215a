import { riskSchema } from '../../shared/model/change';
import type { SettingsRecord } from './journal-record';

// What the schema of a record takes, looked at by hand: a history is thousands of records, and all but none of them is right.

/** Whether the schema takes it for certain. Says no where it is not worth a look. */
export function isPlainlyRight(record: unknown): record is SettingsRecord {
  if (!isObject(record) || record['v'] !== 1) return false;
  if (!isId(record['id']) || !(record['at'] === null || isText(record['at'], 64))) return false;
  switch (record['record']) {
    case 'begin':
      return isPlainBegin(record);
    case 'applied':
    case 'undoing':
      return true;
    case 'undone':
      return record['by'] === 'person' || record['by'] === 'expiry';
    case 'failed':
      return isArray(record['stayed']) && record['stayed'].every(isNumber);
    default:
      return false;
  }
}

type Members = Readonly<Record<string, unknown>>;

const isPlainBegin = (record: Members): boolean =>
  isText(record['fix'], 100) &&
  isObject(record['params']) &&
  Object.values(record['params']).every((value) => typeof value === 'string') &&
  (record['who'] === undefined || isText(record['who'], 512)) &&
  risks.has(record['risk']) &&
  (record['expiresAt'] === undefined || isTime(record['expiresAt'])) &&
  isArray(record['changes']) &&
  record['changes'].length >= 1 &&
  record['changes'].length <= 1000 &&
  record['changes'].every(isPlainChange);

const isPlainChange = (one: unknown): boolean =>
  isObject(one) && isText(one['setting'], 100) && held.every((name) => Object.hasOwn(one, name));

const held = ['place', 'before', 'after', 'capture'] as const;
const risks: ReadonlySet<unknown> = new Set(riskSchema.options);

/** Whether it has members, and is no list. */
export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !isArray(value);
const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;
const isId = (value: unknown): boolean => typeof value === 'string' && /^[a-z0-9-]{1,100}$/.test(value);
const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isNumber = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
