import { hasText, text } from '../../shared/text';
import type { RefusalReason, Refused } from './refused';

/**
 * The name of the sentence that says why something was not changed. Where writing failed, it also says what has become of
 * what was written by then.
 */
export function refusalName({ reason, stayed }: Refused): RefusalReason | 'put-back' | 'stayed' {
  if (reason !== 'failed' || stayed === null) return reason;
  return stayed.length === 0 ? 'put-back' : 'stayed';
}

/** What is filled into that sentence. */
export const partsOf = (refused: Refused): { where: string; detail: string; stayed: string } => ({
  where: refused.where,
  detail: detailOf(refused),
  stayed: (refused.stayed ?? []).join(', ')
});

/** What kept a place from being read or written begins with a reading's word; what follows it is the system's own. */
function detailOf({ reason, detail }: Refused): string {
  const [, word = '', rest = ''] = /^([a-z-]+)(?:: (.+))?$/s.exec(detail) ?? [];
  const words = writing.includes(reason) ? 'fix.problem.because' : 'pc.because';
  const key = `${words}.${word}`;
  if (!(writing.includes(reason) || reason === 'unreadable') || !hasText(key)) return detail;
  if (rest === '') return text(key);
  // That it failed is what the sentence around it says.
  return word === 'failed' ? rest : `${text(key)}: ${rest}`;
}

const writing: readonly RefusalReason[] = ['failed', 'no-expiry-task'];
