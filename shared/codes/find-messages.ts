import type { CodeFacts } from './code-entry';
import { lookUp, type NumberKind } from './look-up';
import { ownMessages, wordedCodes, type OwnMessage, type WordedCode } from './messages';

/** A message that was recognised in a text. */
export interface MessageFound {
  readonly id: string;
  readonly name: string | null;
  readonly facts: CodeFacts;
  readonly textKey: string;
  /** Where it stands in the normalised text. */
  readonly at: number;
  /** Only worth telling where nothing more exact was found. */
  readonly vague: boolean;
  /** The code that says the same. */
  readonly sameAs: { readonly kind: NumberKind; readonly code: number } | null;
}

function position(text: string, patterns: readonly RegExp[]): number | null {
  const found = patterns.map((pattern) => text.search(pattern)).filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : null;
}

function fromOwn(message: OwnMessage, at: number): MessageFound {
  const { id, name } = message;
  return {
    id,
    name,
    facts: message,
    textKey: `code.message.${id}`,
    at,
    vague: message.vague ?? false,
    sameAs: null
  };
}

function fromCode({ id, name, like, vague }: WordedCode, at: number): MessageFound {
  const { facts, textKey } = lookUp(like.kind, like.code);
  return { id, name, facts, textKey, at, vague: vague ?? false, sameAs: like };
}

/** Every message of the tables that a normalised text holds, in the order of the text. */
export function findMessages(text: string): readonly MessageFound[] {
  // A host name or a number is one word; no message is.
  if (!text.includes(' ')) return [];
  const hidden = new Set<string>();
  const found: MessageFound[] = [];
  const look = <Message extends OwnMessage | WordedCode>(
    messages: readonly Message[],
    make: (message: Message, at: number) => MessageFound
  ): void => {
    for (const message of messages) {
      const at = position(text, message.patterns);
      if (at === null) continue;
      found.push(make(message, at));
      for (const id of message.hides ?? []) hidden.add(id);
    }
  };
  look(ownMessages, fromOwn);
  look(wordedCodes, fromCode);
  const left = found.filter(({ id }) => !hidden.has(id));
  const exact = left.filter(({ vague }) => !vague);
  return (exact.length > 0 ? exact : left).sort((a, b) => a.at - b.at);
}
