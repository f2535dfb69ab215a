import type { Transcript } from '../../shared/model/transcript';

/** What was typed, in the form in which names are compared: lower case, ASCII, without the dot of an absolute name. */
export function typedName({ target, stages: { resolve } }: Transcript): {
  readonly name: string;
  readonly isAddress: boolean;
  /** Names the DNS gives as the real ones behind an alias. */
  readonly aliasOf: readonly string[];
} {
  const facts = resolve.state === 'done' ? resolve.facts : null;
  return {
    name: (facts?.asciiName ?? target.host).toLowerCase().replace(/\.$/, ''),
    isAddress: facts?.input === 'address',
    aliasOf: facts?.aliasOf ?? []
  };
}
