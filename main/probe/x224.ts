import type { NegotiateReply } from '../../shared/model/transcript';

/**
 * X.224 Connection Request with an RDP negotiation request and no cookie: a cookie would carry a user name.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/902b090b-9cb3-4efc-92bf-ee13373371e3
 *
 * @param offer requestedProtocols, for example 0x0B (TLS, CredSSP, CredSSP with early user authorization)
 */
export function connectionRequest(offer: number): Buffer {
  const request = Buffer.from('030000130ee000000000000100080000000000', 'hex');
  request.writeUInt32LE(offer, 15);
  return request;
}

const tpktHeader = 4;
/** TPKT header and an X.224 Connection Confirm without a negotiation block. */
const bareConfirm = 11;
/** The same with the eight bytes of a negotiation response or failure. */
const fullConfirm = 19;
/** A confirm has 11 or 19 bytes; more than this is no confirm, whatever it claims. */
const longestConfirm = 512;

/**
 * Reads the answer to a connection request, MS-RDPBCGR 2.2.1.2. Total: any bytes give a verdict or `incomplete`.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/13757f8f-66db-4273-9d2c-385c33b1e483
 *
 * @param bytes all that has arrived so far
 */
export function parseConfirm(bytes: Buffer): NegotiateReply | 'incomplete' {
  if (bytes.length === 0) return 'incomplete';
  if (bytes[0] !== 3) return notRdp(bytes, 'the first byte is no TPKT version 3');
  if (bytes.length < tpktHeader) return 'incomplete';

  const length = bytes.readUInt16BE(2);
  if (length !== bareConfirm && (length < fullConfirm || length > longestConfirm)) {
    return notRdp(bytes, `a TPKT length of ${length} fits no connection confirm`);
  }
  if (bytes.length < length) return 'incomplete';

  const code = bytes.readUInt8(5);
  if ((code & 0xf0) !== 0xd0)
    return notRdp(bytes, `X.224 code 0x${code.toString(16)} is no connection confirm`);
  if (bytes.readUInt8(4) !== length - tpktHeader - 1)
    return notRdp(bytes, 'the X.224 length contradicts the TPKT length');

  const sourceReference = bytes.readUInt16BE(8);
  if (length === bareConfirm) return { kind: 'no-block', sourceReference };

  const type = bytes.readUInt8(11);
  const blockLength = bytes.readUInt16LE(13);
  const value = bytes.readUInt32LE(15);
  if (blockLength === 8 && type === 2) {
    return { kind: 'selected', protocol: value, flags: bytes.readUInt8(12), sourceReference };
  }
  if (blockLength === 8 && type === 3) return { kind: 'failure', code: value, sourceReference };
  return { kind: 'unknown-block', type, sourceReference };
}

/** What other services say first, or answer to bytes they do not understand. */
const signatures: readonly (readonly [protocol: string, pattern: RegExp])[] = [
  ['http', /^HTTP\/|^<(?:!doctype|html)/i],
  ['ssh', /^SSH-/],
  ['vnc', /^RFB \d/],
  ['smtp', /^220[ -].*(?:SMTP|mail)/i],
  ['ftp', /^220[ -]/],
  ['pop3', /^\+OK/],
  ['imap', /^\* OK/]
];

function notRdp(bytes: Buffer, why: string): NegotiateReply {
  const start = bytes.toString('latin1', 0, 200);
  const [first = 0, second] = bytes;
  const binary =
    first === 3 && second === 0 ? 'x224' : first >= 0x14 && first <= 0x17 && second === 3 ? 'tls' : null;
  const spoken = signatures.find(([, pattern]) => pattern.test(start))?.[0] ?? null;
  return { kind: 'not-rdp', protocol: binary ?? spoken, why };
}
