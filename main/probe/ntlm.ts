import type { NtlmFacts } from '../../shared/model/transcript';
import { MalformedReply } from './der';

const signature = Buffer.from('NTLMSSP\0', 'latin1');

/**
 * NTLM NEGOTIATE_MESSAGE with nothing of the person in it: empty domain and workstation.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/b34032e5-3aae-4bc6-84c3-c6d80eadf7f2
 */
export function negotiateMessage(): Buffer {
  return Buffer.concat([
    signature,
    // Type 1; flags: Unicode, OEM, request target, sign, NTLM, always sign, extended session security, target info,
    // version, 128, key exchange, 56.
    Buffer.from('01000000b78208e2', 'hex'),
    Buffer.alloc(16),
    // Version 10.0.17763, NTLM revision 15: a common Windows, so that the host sees nothing unusual.
    Buffer.from('0a0063450000000f', 'hex')
  ]);
}

/** FILETIME counts 100 ns from 1601; this is 1970 in it. */
const filetimeOf1970 = 116_444_736_000_000_000n;
/** The last millisecond a JavaScript date can hold. */
const lastDate = 8.64e15;

const pairIds: Readonly<
  Record<number, 'netbiosComputer' | 'netbiosDomain' | 'dnsComputer' | 'dnsDomain' | 'dnsForest'>
> = {
  1: 'netbiosComputer',
  2: 'netbiosDomain',
  3: 'dnsComputer',
  4: 'dnsDomain',
  5: 'dnsForest'
};
const timestampPair = 7;
const negotiateVersion = 0x0200_0000;

/**
 * Reads what a host says of itself in an NTLM CHALLENGE_MESSAGE. The server challenge itself is not kept.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/801a4681-8809-4be9-ab0d-61dcfe762786
 *
 * @throws MalformedReply for anything that is no challenge
 */
export function parseChallenge(token: Buffer): NtlmFacts {
  const begin = token.indexOf(signature);
  if (begin < 0) throw new MalformedReply('no NTLM message');
  const message = token.subarray(begin);
  if (message.length < 48 || message.readUInt32LE(8) !== 2) throw new MalformedReply('no NTLM challenge');

  const flags = message.readUInt32LE(20);
  const hasVersion = (flags & negotiateVersion) !== 0 && message.length >= 56;
  return {
    targetName: emptyToNull(field(message, 12).toString('utf16le')),
    ...readTargetInfo(field(message, 40)),
    version: hasVersion
      ? { major: message.readUInt8(48), minor: message.readUInt8(49), build: message.readUInt16LE(50) }
      : null
  };
}

/** The bytes that a length, maximum length and offset at `at` point to. */
function field(message: Buffer, at: number): Buffer {
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  if (offset + length > message.length) throw new MalformedReply('an NTLM field lies outside the message');
  return message.subarray(offset, offset + length);
}

function readTargetInfo(info: Buffer): Omit<NtlmFacts, 'targetName' | 'version'> {
  const facts = {
    netbiosComputer: null as string | null,
    netbiosDomain: null as string | null,
    dnsComputer: null as string | null,
    dnsDomain: null as string | null,
    dnsForest: null as string | null,
    time: null as string | null
  };
  let offset = 0;
  while (offset + 4 <= info.length) {
    const id = info.readUInt16LE(offset);
    const length = info.readUInt16LE(offset + 2);
    const end = offset + 4 + length;
    if (id === 0) break;
    if (end > info.length) throw new MalformedReply('an NTLM pair lies outside the target info');
    const value = info.subarray(offset + 4, end);
    const name = pairIds[id];
    if (name) facts[name] = emptyToNull(value.toString('utf16le'));
    if (id === timestampPair && length === 8) facts.time = filetimeToIso(value.readBigUInt64LE());
    offset = end;
  }
  return facts;
}

function filetimeToIso(filetime: bigint): string | null {
  const milliseconds = Number((filetime - filetimeOf1970) / 10_000n);
  return Math.abs(milliseconds) <= lastDate ? new Date(milliseconds).toISOString() : null;
}

const emptyToNull = (value: string): string | null => (value === '' ? null : value);
