import type { Evidence } from '../../shared/model/diagnosis';
import { protocols, type NegotiateFacts, type NegotiateReply } from '../../shared/model/transcript';
import { seen } from './define-check';

/** The answer to what a current client offers; the further offers only read the host's policy. */
export const firstReply = ({ attempts }: NegotiateFacts): NegotiateReply | null => attempts[0]?.reply ?? null;

/** The bytes that came back, for verdicts about their shape. */
export const replyEvidence = ({ attempts }: NegotiateFacts, expected: string): Evidence =>
  seen('negotiate/replyHex', attempts[0]?.replyHex ?? '', expected);

/** Failure codes of MS-RDPBCGR 2.2.1.2.2. */
export const failure = {
  sslRequired: 1,
  sslNotAllowed: 2,
  noCertificate: 3,
  inconsistentFlags: 4,
  hybridRequired: 5,
  sslWithUserAuthRequired: 6
} as const;

/** Names for evidence. */
export function protocolName(protocol: number): string {
  const name = Object.entries(protocols).find(([, value]) => value === protocol)?.[0];
  return name ?? `0x${protocol.toString(16)}`;
}
