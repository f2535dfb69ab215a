import type { Transcript } from '../../shared/model/transcript';

/** What was typed, in the form in which names are compared: lower case, ASCII, without the dot of an absolute name. */
export function typedName({ target, stages: { resolve } }: Transcript): {
  readonly name: string;
  /** The same as a person reads it, for names that never were in the DNS. */
  readonly unicodeName: string;
  readonly isAddress: boolean;
  /** Names the DNS gives as the real ones behind an alias. */
  readonly aliasOf: readonly string[];
} {
  const facts = resolve.state === 'done' ? resolve.facts : null;
  return {
    name: (facts?.asciiName ?? target.host).toLowerCase().replace(/\.$/, ''),
    unicodeName: target.host.toLowerCase().normalize('NFC').replace(/\.$/, ''),
    isAddress: facts?.input === 'address',
    aliasOf: facts?.aliasOf ?? []
  };
}
