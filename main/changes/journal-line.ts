import { createHash } from 'node:crypto';

// One line of a journal on disk: JSON that ends with the SHA-256 of all before it, and names that of the line before. A line
// so proves itself, and its place. The form of a line stays in all versions; what changes is the record in it.

interface Told {
  readonly seq: number;
  /** Of the line before; zeros for the first. */
  readonly prev: string;
  readonly beside?: number;
  readonly record: unknown;
}

/** What a journal is continued from: the number and the hash of its last line. */
export interface End {
  readonly seq: number;
  readonly hash: string;
}
/** The end of a journal in which nothing is yet. */
export const nothingYet: End = { seq: 0, hash: '0'.repeat(64) };

/** A record, and where in its journal it stands. */
export interface Entry {
  /** Its number, from 1. Clocks are set back, numbers are not. */
  readonly seq: number;
  /** The number that the other journal had come to when it was written; null where nobody looked. */
  readonly beside: number | null;
  /** Null: here were lines that are gone or cannot be proved. */
  readonly record: unknown;
}

/** A record as a line with its line feed, and the end of the journal with it. */
export function lineOf(
  { seq, hash }: End,
  record: unknown,
  beside: number | null
): { line: Buffer; end: End } {
  const told: Told = { seq: seq + 1, prev: hash, ...(beside === null ? {} : { beside }), record };
  const text = JSON.stringify(told).slice(0, -1);
  const own = sha256(text);
  return { line: Buffer.from(`${text}${seal}${own}"}\n`), end: { seq: seq + 1, hash: own } };
}

/** What a file of a journal holds. */
export interface Lines {
  readonly entries: readonly Entry[];
  readonly end: End;
  /** Bytes up to the end of the last whole line. What follows was never finished. */
  readonly length: number;
  /** The last line is whole but for its line feed. */
  readonly lacksLineFeed: boolean;
  readonly isDamaged: boolean;
}

/**
 * Reads the lines of one file of a journal. Pure. A line at the end without its line feed was cut short and is left out, or
 * kept where it proves itself all the same. What proves itself after a break is kept; for the break itself there is one entry
 * without a record.
 *
 * @param from the end of the file before it
 */
export function readLines(bytes: Buffer, from: End = nothingYet): Lines {
  const entries: Entry[] = [];
  let end = from;
  let at = 0;
  let broken = 0;
  let isDamaged = false;
  const breakHere = (): void => {
    isDamaged = true;
    entries.push({ seq: end.seq + 1, beside: null, record: null });
  };
  const take = ({ entry, prev, hash }: Proved): void => {
    if (broken > 0 || entry.seq !== end.seq + 1 || prev !== end.hash) breakHere();
    broken = 0;
    entries.push(entry);
    end = { seq: entry.seq, hash };
  };
  const read = (found: Proved | null): void => {
    // A line from elsewhere in the journal proves itself too, but not its place.
    if (found && found.entry.seq > end.seq) take(found);
    else broken += 1;
  };
  for (;;) {
    const to = bytes.indexOf(0x0a, at);
    if (to < 0) break;
    const parts = partsOf(bytes.subarray(at, to));
    isDamaged ||= parts.length > 1;
    parts.forEach(read);
    at = to + 1;
  }
  const [last, ...more] = partsOf(bytes.subarray(at));
  if (last) {
    isDamaged ||= more.length > 0;
    read(last);
  }
  if (broken > 0) {
    breakHere();
    end = { seq: end.seq + broken, hash: end.hash };
  }
  return { entries, end, length: last ? bytes.length : at, lacksLineFeed: Boolean(last), isDamaged };
}

/** How often the end of a line is looked for where no line feed is: enough for damage, and quick for what is no journal. */
const maxSeals = 16;

/** A line; or, where the line feed between two was damaged, both. Null is what cannot be proved. */
function partsOf(line: Buffer): (Proved | null)[] {
  const whole = proved(line);
  if (whole) return [whole];
  for (let at = line.indexOf(seal), tried = 0; at >= 0 && tried < maxSeals; tried += 1) {
    const to = at + sealLength;
    const first = to < line.length ? proved(line.subarray(0, to)) : null;
    if (first) return [first, ...partsOf(line.subarray(to + 1))];
    at = line.indexOf(seal, at + 1);
  }
  return [null];
}

interface Proved {
  readonly entry: Entry;
  readonly prev: string;
  readonly hash: string;
}

const seal = ',"hash":"';
const sealLength = seal.length + 64 + '"}'.length;

function proved(line: Buffer): Proved | null {
  const length = line.length - sealLength;
  const end = length < 0 ? '' : line.toString('latin1', length);
  if (!end.startsWith(seal)) return null;
  const text = line.subarray(0, length);
  const hash = sha256(text);
  if (end !== `${seal}${hash}"}`) return null;
  const told = parsed(line.toString());
  if (!isTold(told)) return null;
  const { seq, prev, beside = null, record } = told;
  return { entry: { seq, beside, record }, prev, hash };
}

/** By hand: the schema library takes longer for it than all the rest of reading. */
function isTold(told: unknown): told is Told {
  if (typeof told !== 'object' || told === null) return false;
  const { seq, prev, beside, record } = told as Partial<Record<keyof Told, unknown>>;
  const isNumber = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  return (
    isNumber(seq) &&
    seq !== 0 &&
    typeof prev === 'string' &&
    (beside === undefined || isNumber(beside)) &&
    record != null
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Somebody may seal what is no JSON.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
