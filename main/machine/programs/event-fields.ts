/** A whole number as events write them; null where there is none. */
export function eventNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  const value = Number(trimmed);
  return /^\d+$/.test(trimmed) && Number.isSafeInteger(value) ? value : null;
}

/**
 * A time of an event as RFC 3339 with milliseconds. Windows writes UTC with 7 or 9 digits of a second, a blank in place of
 * the `T` in some versions; null where it is no time.
 */
export function eventTime(text: string | undefined): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z?$/.exec(text?.trim() ?? '');
  if (!parts) return null;
  const [, day = '', time = '', fraction = ''] = parts;
  const at = new Date(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
