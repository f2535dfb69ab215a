import { element, MalformedReply, readChildren, readHeader, type Element } from './der';

/** The largest TSRequest read. A real challenge has a few hundred bytes. */
const longest = 64 * 1024;

const tags = {
  integer: 0x02,
  octets: 0x04,
  sequence: 0x30,
  version: 0xa0,
  negoTokens: 0xa1,
  errorCode: 0xa4
};

export interface TsRequest {
  readonly version: number;
  /** The first negotiation token, for example an NTLM message; null when there is none. */
  readonly token: Buffer | null;
  /** NTSTATUS as an unsigned number; null when there is none. */
  readonly errorCode: number | null;
}

/**
 * A CredSSP TSRequest with one token.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-cssp/6aac4dea-08ef-47a6-8747-22ea7f6d8685
 */
export function tsRequest(version: number, token: Buffer): Buffer {
  const tokens = element(tags.sequence, element(tags.sequence, element(0xa0, element(tags.octets, token))));
  return element(
    tags.sequence,
    element(tags.version, element(tags.integer, Buffer.from([version]))),
    element(tags.negoTokens, tokens)
  );
}

/**
 * Reads a TSRequest.
 *
 * @throws MalformedReply for anything that is no TSRequest
 */
export function parseTsRequest(bytes: Buffer): TsRequest | 'incomplete' {
  if (bytes.length > 0 && bytes[0] !== tags.sequence) throw new MalformedReply('no DER sequence');
  const outer = readHeader(bytes, 0);
  if (outer === 'incomplete') return 'incomplete';
  if (outer.end > longest) throw new MalformedReply(`a TSRequest of ${outer.end} bytes`);
  if (outer.end > bytes.length) return 'incomplete';

  let version: number | null = null;
  let token: Buffer | null = null;
  let errorCode: number | null = null;
  for (const field of readChildren(bytes, outer.start, outer.end)) {
    if (field.tag === tags.version) version = readInteger(bytes, only(bytes, field, tags.integer));
    if (field.tag === tags.errorCode) errorCode = readInteger(bytes, only(bytes, field, tags.integer)) >>> 0;
    if (field.tag === tags.negoTokens) token = readToken(bytes, field);
  }
  if (version === null) throw new MalformedReply('a TSRequest without version');
  return { version, token, errorCode };
}

function only(bytes: Buffer, parent: Element, tag: number): Element {
  const [child] = readChildren(bytes, parent.start, parent.end);
  if (child?.tag !== tag) throw new MalformedReply(`tag 0x${tag.toString(16)} is missing`);
  return child;
}

function readInteger(bytes: Buffer, integer: Element): number {
  const length = integer.end - integer.start;
  // An NTSTATUS takes up to five bytes: four and a leading zero.
  if (length < 1 || length > 5) throw new MalformedReply(`an integer of ${length} bytes`);
  return bytes.readIntBE(integer.start, length);
}

function readToken(bytes: Buffer, field: Element): Buffer | null {
  const tokens = only(bytes, field, tags.sequence);
  if (tokens.start === tokens.end) return null;
  const first = only(bytes, tokens, tags.sequence);
  const octets = only(bytes, only(bytes, first, 0xa0), tags.octets);
  return bytes.subarray(octets.start, octets.end);
}
