import type { ExplainedCode, Explanation } from '../model/explanation';
import type { FindingId } from '../model/finding-id';
import { hasText, text } from '../text';
import { toHex, type CodeFacts } from './code-entry';
import { findMessages, type MessageFound } from './find-messages';
import { alertsOf, kindOf, lookUp, type NumberKind } from './look-up';
import { normalise } from './normalise';
import { readNumbers, type NumberRead } from './read-numbers';

/** A number with its kind settled. */
interface Read {
  readonly kind: NumberKind;
  readonly code: number;
  /** As it stood in the text; differs from `code` by the D-prefix only. */
  readonly given: number;
  readonly at: number;
}

/** A text whose key is made from data; a test holds that each of them exists. */
function textOf(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  if (!hasText(key)) throw new Error(`no text ${key}`);
  return text(key, params);
}

/** A log may hold any number of codes; what a person reads at once has an end. */
const mostNumbers = 20;

/** Settles what each number is. Of a pair the first is the disconnect reason and the second the extended one. */
function settle(numbers: readonly NumberRead[]): readonly Read[] {
  const settled = new Map<string, Read>();
  let pairOpen = false;
  for (const { value, at, label, joined, certain } of numbers) {
    const isSecond = label === null && joined && pairOpen;
    const first = kindOf(value, isSecond ? 'extended' : label);
    // A number alone that only the table of extended reasons has is one, also where nobody says so.
    const { code } = first;
    const onlyExtended =
      numbers.length === 1 &&
      label === null &&
      first.kind === 'disconnect-reason' &&
      !lookUp(first.kind, code).listed &&
      lookUp('extended-reason', code).listed;
    const kind = onlyExtended ? 'extended-reason' : first.kind;
    // A number in the middle of a sentence may be anything: a year, a port, the first of a list of reasons.
    const counts = certain || (value > 0xff_ffff && lookUp(kind, code).listed);
    if (!counts) continue;
    pairOpen = kind === 'disconnect-reason';
    const id = `${kind} ${code}`;
    if (!settled.has(id)) settled.set(id, { kind, code, given: value, at });
    if (settled.size === mostNumbers) break;
  }
  return [...settled.values()];
}

function reasoned(facts: CodeFacts, textKey: string): Pick<ExplainedCode, 'side' | 'causes' | 'checks'> {
  const why = (finding: FindingId): string => {
    const own = `${textKey.replace(/^code\./, 'code.why.')}.${finding}`;
    return textOf(hasText(own) ? own : `finding.${finding}.why`);
  };
  return {
    side: facts.side,
    causes: facts.causes.map((finding) => ({ finding, why: why(finding) })),
    checks: [...new Set([...facts.causes, ...(facts.alsoCheck ?? [])])]
  };
}

function explainNumber({ kind, code, given }: Read): ExplainedCode {
  const { facts, textKey } = lookUp(kind, code);
  const hex = toHex(code);
  const sentences = [textOf(textKey, { code: hex, decimal: code, number: code & 0xffff })];
  const alerts = kind === 'hresult' ? alertsOf(code) : [];
  if (alerts.length > 0)
    sentences.push(text('code.note.alert', { count: alerts.length, alerts: alerts.join(', ') }));
  if (given !== code) sentences.push(text('code.note.d-prefix', { given: toHex(given) }));
  return { kind, code: hex, name: facts.name, meaning: sentences.join(' '), ...reasoned(facts, textKey) };
}

function explainMessage({ id, name, facts, textKey }: MessageFound): ExplainedCode {
  return { kind: 'message', code: id, name, meaning: textOf(textKey), ...reasoned(facts, textKey) };
}

/** What a text holds: codes and messages, without those that say the same or less. */
function find(input: string): {
  readonly numbers: readonly Read[];
  readonly messages: readonly MessageFound[];
} {
  const normalised = normalise(input);
  const numbers = settle(readNumbers(normalised));
  const messages = findMessages(normalised).filter(
    ({ vague, sameAs }) =>
      !(vague && numbers.length > 0) &&
      !numbers.some(({ kind, code }) => kind === sameAs?.kind && code === sameAs.code)
  );
  return { numbers, messages };
}

/**
 * What the error codes and messages in `input` mean: single codes in any spelling (`0x904`, `2308`, `0x80090304`,
 * `-2146893052`), a disconnect reason with its extended one (`0x904 0x7`), or a pasted message with all that stands
 * around it. The order given is kept, a repeated code is told once, and of a long list the first 20. Null where there is neither a code nor a known message. Works offline; looks at
 * the first 10,000 characters.
 */
export function explain(input: string): Explanation | null {
  const { numbers, messages } = find(input);
  const codes = [
    ...numbers.map((number) => ({ at: number.at, explained: explainNumber(number) })),
    ...messages.map((message) => ({ at: message.at, explained: explainMessage(message) }))
  ].sort((a, b) => a.at - b.at);
  return codes.length > 0
    ? { schema: 'reconnect.explanation/1', input, codes: codes.map(({ explained }) => explained) }
    : null;
}

/** Three words or more; no host name or address has spaces at all. */
const isSentence = (typed: string): boolean =>
  typed.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length >= 3;

/**
 * Whether what a person typed is a code or a message, rather than a host name, an address, `host:port` or a file name.
 * True for any sentence, known or not: `explain` tells which.
 */
export function looksLikeCode(input: string): boolean {
  const typed = input.trim();
  // `10.` is an address being typed.
  if (/^\d+\.$/.test(typed)) return false;
  const { numbers, messages } = find(typed);
  return numbers.length > 0 || messages.length > 0 || isSentence(typed.slice(0, 10_000));
}
