import { text } from '../../shared/text';
import { UsageError } from './usage-error';

/**
 * Reads an option that takes a number.
 *
 * @param form how it may be written; decimals unless said
 * @throws UsageError
 */
export function numberOption(
  values: Readonly<Record<string, string | boolean | undefined>>,
  name: string,
  least: number,
  most: number,
  otherwise: number,
  form = /^\d+(?:\.\d+)?$/
): number {
  const value = values[name];
  if (value === undefined) return otherwise;
  const parsed = typeof value === 'string' && form.test(value) ? Number(value) : NaN;
  if (!(parsed >= least && parsed <= most)) {
    const key = form.test('0.5') ? 'cli.error.number' : 'cli.error.whole-number';
    throw new UsageError(text(key, { name, value: String(value), least, most }));
  }
  return parsed;
}
