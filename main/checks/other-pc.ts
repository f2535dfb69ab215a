import { isSameHost } from '../facts/events/target';
import { isKnown } from '../facts/fact';
import type { MachineFacts } from '../facts';
import type { MachineContext } from './define-machine-check';

/** What the other PC is called, as far as anybody said. */
export interface OtherPc {
  /** By the person, by the probe, or by the newest attempt to connect; null where nobody said. */
  readonly asked: string | null;
  /** Names and addresses: that one, and the other PC's own where it was looked at too. */
  readonly names: readonly string[];
}

/** Names of the PC that the client of a diagnosis wants to reach. */
export function otherPc(client: MachineFacts, { target, transcript, host, twoPcs }: MachineContext): OtherPc {
  const { lastTarget } = client.clientLog;
  const asked = target ?? transcript?.target.host ?? (isKnown(lastTarget) ? lastTarget.value : null);
  return {
    asked,
    names: [...(asked === null ? [] : [asked]), ...(twoPcs && host ? ownNames(host) : [])]
  };
}

/** Name and addresses of a PC, as far as they are known. */
export function ownNames({ whereabouts: { computer, addresses } }: MachineFacts): string[] {
  return [
    ...(isKnown(computer) && computer.value !== null ? [computer.value] : []),
    ...(isKnown(addresses) ? addresses.value : [])
  ];
}

export const isCalled = (names: readonly string[], host: string): boolean =>
  names.some((name) => isSameHost(name, host));
