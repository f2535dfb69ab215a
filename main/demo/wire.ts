/**
 * Wire formats as a *host* writes them, built from the open specifications and from nothing of `main/probe`: the two
 * sides share no code, so that a mistake in one is seen by the other.
 */

/** The source reference that Windows puts into its connection confirm. */
const windowsReference = 0x1234;

/** Longest connection request that is read; the largest a Windows client makes (cookie, correlation) stays far below. */
const longestRequest = 4096;

export type ReceivedRequest =
  | { readonly state: 'incomplete' }
  | { readonly state: 'invalid' }
  /** `offer` is null where the client sent no negotiation block; `length` counts the bytes the request took. */
  | { readonly state: 'whole'; readonly offer: number | null; readonly length: number };

/**
 * Reads an X.224 connection request. Total: any bytes give an answer.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/18a27ef9-6f9a-4501-b000-94b1fe3c2c10
 */
export function readConnectionRequest(received: Buffer): ReceivedRequest {
  if (received.length > 0 && received[0] !== 3) return { state: 'invalid' };
  if (received.length < 4) return { state: 'incomplete' };
  const length = received.readUInt16BE(2);
  if (length < 11 || length > longestRequest) return { state: 'invalid' };
  if (received.length < length) return { state: 'incomplete' };
  // The low half of the code octet is the initial credit, which RDP leaves at zero.
  if (received.readUInt8(4) !== length - 5 || received.readUInt8(5) !== 0xe0) return { state: 'invalid' };
  return { state: 'whole', offer: offerIn(afterCookie(received.subarray(11, length))), length };
}

/** A routing token or cookie ends with a line feed and stands before the negotiation block. */
function afterCookie(variable: Buffer): Buffer {
  if (!variable.subarray(0, 7).equals(Buffer.from('Cookie:'))) return variable;
  const end = variable.indexOf('\r\n');
  return end < 0 ? Buffer.alloc(0) : variable.subarray(end + 2);
}

/** RDP_NEG_REQ, https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/902b090b-9cb3-4efc-92bf-ee13373371e3 */
function offerIn(block: Buffer): number | null {
  const isRequest = block.length >= 8 && block[0] === 1 && block.readUInt16LE(2) === 8;
  return isRequest ? block.readUInt32LE(4) : null;
}

/** TPKT (RFC 1006) around an X.224 connection confirm around `block`. */
function connectionConfirm(block: Buffer): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(3, 0);
  head.writeUInt16BE(head.length + block.length, 2);
  head.writeUInt8(6 + block.length, 4);
  head.writeUInt8(0xd0, 5);
  head.writeUInt16BE(windowsReference, 8);
  return Buffer.concat([head, block]);
}

function negotiationBlock(type: 2 | 3, flags: number, value: number): Buffer {
  const block = Buffer.alloc(8);
  block.writeUInt8(type, 0);
  block.writeUInt8(flags, 1);
  block.writeUInt16LE(block.length, 2);
  block.writeUInt32LE(value, 4);
  return block;
}

/**
 * Flags of a current Windows: extended client data, graphics pipeline, a reserved bit, restricted admin, and remote
 * credential guard.
 */
export const windowsFlags = 0x1f;

/** RDP_NEG_RSP, https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/b2975bdc-6d56-49ee-9c57-f2ff3a0b6817 */
export const confirmSelected = (protocol: number, flags = windowsFlags): Buffer =>
  connectionConfirm(negotiationBlock(2, flags, protocol));

/** RDP_NEG_FAILURE, https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/1b3920e7-0116-4345-bc45-f2c4ad012761 */
export const confirmFailure = (code: number): Buffer => connectionConfirm(negotiationBlock(3, 0, code));

/** What Windows XP and Server 2003 answer: a confirm that ends after the X.224 header. */
export const confirmWithoutBlock = (): Buffer => connectionConfirm(Buffer.alloc(0));

/** A fatal alert in a record of its own, RFC 5246 section 7.2, unencrypted as in a failed first flight. */
export const fatalAlert = (alert: number): Buffer => Buffer.from([0x15, 3, 3, 0, 2, 2, alert]);

/** One DER element (X.690 section 8.1) of at most 65,535 bytes of content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  if (length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

/** A DER INTEGER of 32 bits; a leading zero keeps an NTSTATUS from looking negative. */
function derInteger(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value, 1);
  let first = 0;
  while (first < 4 && bytes[first] === 0 && bytes.readUInt8(first + 1) < 0x80) first++;
  return der(0x02, bytes.subarray(first));
}

const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(content));
const numbered = (field: number, content: Buffer): Buffer => der(0xa0 | field, content);

/**
 * TSRequest with a token, https://learn.microsoft.com/openspecs/windows_protocols/ms-cssp/6aac4dea-08ef-47a6-8747-22ea7f6d8685
 *
 * @param version of CredSSP, 2 to 6
 */
export const tsRequestWithToken = (version: number, token: Buffer): Buffer =>
  sequence(numbered(0, derInteger(version)), numbered(1, sequence(sequence(numbered(0, der(0x04, token))))));

/** TSRequest with an NTSTATUS instead of a token, as hosts from version 3 on send it. */
export const tsRequestWithError = (version: number, ntstatus: number): Buffer =>
  sequence(numbered(0, derInteger(version)), numbered(4, derInteger(ntstatus)));

/** Bytes of the whole TSRequest at the start of `received`, null while its header is not there, or `invalid`. */
export function tsRequestLength(received: Buffer): number | null | 'invalid' {
  if (received.length > 0 && received[0] !== 0x30) return 'invalid';
  if (received.length < 2) return null;
  const first = received.readUInt8(1);
  if (first < 0x80) return 2 + first;
  const size = first - 0x80;
  if (size < 1 || size > 2) return 'invalid';
  return received.length < 2 + size ? null : 2 + size + received.readUIntBE(2, size);
}

/** Whether a TSRequest carries an NTLM NEGOTIATE_MESSAGE, plainly or inside SPNEGO. */
export function holdsNtlmNegotiate(tsRequest: Buffer): boolean {
  return tsRequest.includes(Buffer.from('NTLMSSP\0\u0001\0\0\0', 'latin1'));
}

/** What an NTLM host says of itself. */
export interface NtlmIdentity {
  readonly netbiosComputer: string;
  /** The computer's own name again where it is in no domain. */
  readonly netbiosDomain: string;
  readonly dnsComputer: string;
  readonly dnsDomain: string;
  readonly version: { readonly major: number; readonly minor: number; readonly build: number };
  /** The host's clock. */
  readonly time: Date;
}

/** Negotiate flags of MS-NLMP 2.2.2.5 as a Windows workstation answers them. */
const challengeFlags =
  0x0000_0001 | // Unicode
  0x0000_0004 | // the target's name was asked for
  0x0000_0010 | // sign
  0x0000_0200 | // NTLM
  0x0000_8000 | // always sign
  0x0002_0000 | // the target is a server, not a domain
  0x0008_0000 | // extended session security
  0x0080_0000 | // target info is there
  0x0200_0000 | // version is there
  0x2000_0000; // 128 bit

/**
 * CHALLENGE_MESSAGE, https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/801a4681-8809-4be9-ab0d-61dcfe762786
 *
 * @param challenge the server's 8 random bytes
 */
export function ntlmChallenge(identity: NtlmIdentity, challenge: Buffer): Buffer {
  const targetName = Buffer.from(identity.netbiosComputer, 'utf16le');
  const targetInfo = attributeValuePairs(identity);
  const head = Buffer.alloc(56);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  writeField(head, 12, targetName.length, head.length);
  head.writeUInt32LE(challengeFlags, 20);
  challenge.copy(head, 24, 0, 8);
  writeField(head, 40, targetInfo.length, head.length + targetName.length);
  head.writeUInt8(identity.version.major, 48);
  head.writeUInt8(identity.version.minor, 49);
  head.writeUInt16LE(identity.version.build, 50);
  head.writeUInt8(15, 55);
  return Buffer.concat([head, targetName, targetInfo]);
}

function writeField(message: Buffer, at: number, length: number, offset: number): void {
  message.writeUInt16LE(length, at);
  message.writeUInt16LE(length, at + 2);
  message.writeUInt32LE(offset, at + 4);
}

/** AV_PAIR list, https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/83f5e789-660d-4781-8491-5f8c6641f75e */
function attributeValuePairs(identity: NtlmIdentity): Buffer {
  const text = (id: number, value: string): Buffer => pair(id, Buffer.from(value, 'utf16le'));
  return Buffer.concat([
    text(2, identity.netbiosDomain),
    text(1, identity.netbiosComputer),
    text(4, identity.dnsDomain),
    text(3, identity.dnsComputer),
    pair(7, fileTime(identity.time)),
    pair(0, Buffer.alloc(0))
  ]);
}

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** FILETIME: 100 ns since 1601, which is 11,644,473,600 seconds before 1970. */
function fileTime(time: Date): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(time.getTime()) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

/** The largest datagram of the UDP transport and the smallest it allows, MS-RDPEUDP 3.1.5.1.1. */
const largestDatagram = 1232;
const smallestDatagram = 1132;
const synFlag = 1;
const ackFlag = 4;

/** What a client's first datagram says; null for one that is no SYN. */
export function readSyn(
  datagram: Buffer
): { sequence: number; upstreamMtu: number; downstreamMtu: number } | null {
  if (datagram.length < smallestDatagram || (datagram.readUInt16BE(6) & synFlag) === 0) return null;
  return {
    sequence: datagram.readUInt32BE(8),
    upstreamMtu: datagram.readUInt16BE(12),
    downstreamMtu: datagram.readUInt16BE(14)
  };
}

/**
 * RDPEUDP SYN+ACK: acknowledges the client's sequence number, agrees to the smaller MTU, and is padded like the SYN.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpeudp/066f9acf-fd57-4f95-ab3f-334e748bab10
 */
export function synAck(syn: NonNullable<ReturnType<typeof readSyn>>, ownSequence: number): Buffer {
  const datagram = Buffer.alloc(largestDatagram);
  datagram.writeUInt32BE(syn.sequence, 0);
  datagram.writeUInt16BE(64, 4);
  datagram.writeUInt16BE(synFlag | ackFlag, 6);
  datagram.writeUInt32BE(ownSequence, 8);
  datagram.writeUInt16BE(agreedMtu(syn.upstreamMtu), 12);
  datagram.writeUInt16BE(agreedMtu(syn.downstreamMtu), 14);
  return datagram;
}

const agreedMtu = (asked: number): number => Math.min(Math.max(asked, smallestDatagram), largestDatagram);
