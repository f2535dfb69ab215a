import type { Evidence } from '../model/diagnosis';
import { hasText, text } from '../text';

/**
 * What a value of Windows stands for, in a word: `off` for 1 in fDenyTSConnections; null where the catalogue has none. The
 * value itself is shown beside it, as it is what a person finds in the registry.
 */
export function valueWord(path: string, value: Evidence['value']): string | null {
  if (typeof value !== 'number' && typeof value !== 'boolean') return null;
  const name = /[A-Za-z]{1,40}$/.exec(path)?.[0];
  if (name === undefined || !/[\\/]$/.test(path.slice(0, -name.length))) return null;
  const key = `pc.value.${name}.${value}`;
  if (hasText(key)) return text(key);
  // Idle times of a power scheme are kept in seconds.
  const isIdleTime = (name === 'ac' || name === 'dc') && typeof value === 'number' && value % 60 === 0;
  return isIdleTime ? text('pc.value.minutes', { count: value / 60 }) : null;
}
