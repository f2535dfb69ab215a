import type { StageResult } from '../model/diagnosis';
import { text } from '../text';

export type Json = StageResult['evidence'][string];
export type JsonRecord = Readonly<Record<string, Json>>;

/** One line of a step's evidence. */
export interface Row {
  readonly label: string;
  readonly found: string;
  readonly expected?: string;
  /** Bytes as hex: shown in a monospace font with a button to copy them. */
  readonly bytes?: boolean;
}

/** A step in words: one line for the list, rows for a person who opens it. */
export interface StageView {
  readonly line: string;
  readonly rows: readonly Row[];
}

// Evidence comes as JSON, and from a report perhaps from another version, so nothing about its shape is taken for granted.

export function record(value: Json | undefined): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function string(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function strings(value: Json | undefined): readonly string[] {
  return list(value).filter((item): item is string => typeof item === 'string' && item !== '');
}

/** Milliseconds as a person reads them: `12 ms`, `1.4 s`. Below 10 ms one decimal is kept. */
export function duration(ms: number): string {
  if (ms >= 1000) return text('app.unit.s', { value: (ms / 1000).toFixed(ms < 10_000 ? 1 : 0) });
  return text('app.unit.ms', { value: ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms) });
}

/** Text with control characters and direction marks written as `\\u…`. */
export const clean = (said: string): string =>
  said.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0') ?? ''}`
  );

/** As much of a text as a person reads in one place: what a report says may be a megabyte long. */
export const clip = (said: string, most: number): string =>
  said.length > most ? `${said.slice(0, most - 1)}…` : said;

/** Hex in groups of one byte. */
export function bytes(hex: string): string {
  return hex.replace(/(..)(?=.)/g, '$1 ');
}

/** A row of raw bytes, or none when there are none. */
export function bytesRow(label: string, hex: Json | undefined): readonly Row[] {
  const value = string(hex);
  return value ? [{ label, found: bytes(value), bytes: true }] : [];
}

/** A row, or none when nothing was found. */
export function row(label: string, found: string | null, expected?: string): readonly Row[] {
  if (found === null) return [];
  return [expected === undefined ? { label, found } : { label, found, expected }];
}

/** `2027-03-01 09:30 UTC`: the same in every language, and sortable by eye. */
export function moment(rfc3339: string | null): string | null {
  if (rfc3339 === null) return null;
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(rfc3339);
  return match ? `${match[1]} ${match[2]} UTC` : rfc3339;
}

/** The member of `known` that equals `value`, or `otherwise`: for text keys made from data. */
export function oneOf<const Known extends readonly string[], Otherwise extends string>(
  known: Known,
  value: Json | undefined,
  otherwise: Otherwise
): Known[number] | Otherwise {
  return known.find((item) => item === value) ?? otherwise;
}
