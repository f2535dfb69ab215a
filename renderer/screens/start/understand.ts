import { explain, looksLikeCode } from '../../../shared/codes/explain';
import type { Explanation } from '../../../shared/model/explanation';

/** What the one field holds. */
export type Understood =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'target'; readonly text: string }
  | { readonly kind: 'code'; readonly explanation: Explanation }
  /** It has the shape of a code or message, and nothing is known of it. */
  | { readonly kind: 'unknown-code' };

/** Tells a code or a message from a name or an address, while it is typed. */
export function understand(typed: string): Understood {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (!looksLikeCode(text)) return { kind: 'target', text };
  const explanation = explain(text);
  return explanation ? { kind: 'code', explanation } : { kind: 'unknown-code' };
}

/**
 * A pasted message on one line. A one-line field drops line breaks without a space, which would glue `0x904` and
 * `Extended` together.
 */
export function onOneLine(pasted: string): string {
  return pasted.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
