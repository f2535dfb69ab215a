import type { EventEntry } from '../../../shared/model/machine-image';

/**
 * A field of an event as text: by the first of the names that it has, without case. Providers that name their fields in
 * one version of Windows number them in another, so a position (`'1'`) is a name too. Null where none of them is there.
 */
export function eventText({ data }: EventEntry, ...names: readonly string[]): string | null {
  if (data === null || data === undefined || 'unavailable' in data) return null;
  const fields = Object.entries(data);
  for (const name of names) {
    const [, value] = fields.find(([one]) => one.toLowerCase() === name.toLowerCase()) ?? [];
    const text = value === null || value === undefined ? '' : String(value).trim();
    if (text !== '') return text;
  }
  return null;
}

/**
 * A field that holds a code: decimal, hex with `0x`, or a signed number, which stands for its 32 bits. Null where no
 * number of 32 bits is there.
 */
export function eventCode(event: EventEntry, ...names: readonly string[]): number | null {
  return asCode(eventText(event, ...names));
}

/** The number that a text spells: `2308`, `0x904`, `-2146893052`. Null for anything else. */
export function asCode(text: string | null): number | null {
  if (text === null) return null;
  const hex = /^0x0*([0-9a-f]{1,8})$/i.exec(text)?.[1];
  if (hex !== undefined) return parseInt(hex, 16);
  // A number that was long in the XML may have become one with a fraction or an exponent: that is no code.
  if (!/^-?\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value > 0xffff_ffff || value < -0x8000_0000 ? null : value >>> 0;
}
