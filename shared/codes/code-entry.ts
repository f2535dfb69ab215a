import type { Side } from '../model/diagnosis';
import type { FindingId } from '../model/finding-id';

/** What sort of failure a code stands for. Later checks use it, for example to weigh a saved password. */
export type KindOfFailure =
  'no-failure' | 'credentials' | 'tls' | 'credssp' | 'nla' | 'connection-lost' | 'other';

/** What is known of a number or a family of them. The meaning is a text of the catalogue. */
export interface CodeFacts {
  /** The official name where there is one, else a short description; null where nothing names it. */
  readonly name: string | null;
  /** Null where the code alone does not tell. */
  readonly side: Side | null;
  readonly failure: KindOfFailure;
  /** Most likely first. */
  readonly causes: readonly FindingId[];
  /** Checks worth running beside those of the causes. */
  readonly alsoCheck?: readonly FindingId[];
}

export interface CodeEntry extends CodeFacts {
  readonly code: number;
  /** Key of the meaning where several codes share it; the code in hex otherwise. */
  readonly text?: string;
}

export interface CodeRange extends CodeFacts {
  readonly from: number;
  /** Included. */
  readonly to: number;
  readonly text: string;
}

/** `0x904`: the one spelling of codes in data, texts and output. */
export const toHex = (value: number): string => `0x${value.toString(16)}`;
