/** What every parser of the probe throws, and nothing else: the other side sent something that is not what it claims. */
export class MalformedReply extends Error {
  override readonly name = 'MalformedReply';
}

/** One element of DER (X.690): its tag byte and where its content lies. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the header of the element at `offset`.
 *
 * @returns `incomplete` while more bytes are needed for the header; the content may still be missing
 * @throws MalformedReply for indefinite lengths and lengths over 4 bytes
 */
export function readHeader(bytes: Buffer, offset: number): Element | 'incomplete' {
  if (offset + 2 > bytes.length) return 'incomplete';
  const tag = bytes.readUInt8(offset);
  const first = bytes.readUInt8(offset + 1);
  if (first < 0x80) return { tag, start: offset + 2, end: offset + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new MalformedReply(`DER length of ${count} bytes`);
  if (offset + 2 + count > bytes.length) return 'incomplete';
  const start = offset + 2 + count;
  return { tag, start, end: start + bytes.readUIntBE(offset + 2, count) };
}

/**
 * Reads the whole elements between `start` and `end`.
 *
 * @throws MalformedReply when one does not fit
 */
export function readChildren(bytes: Buffer, start: number, end: number): Element[] {
  const children: Element[] = [];
  let offset = start;
  while (offset < end) {
    const child = readHeader(bytes, offset);
    if (child === 'incomplete' || child.end > end)
      throw new MalformedReply('a DER element ends outside its parent');
    children.push(child);
    offset = child.end;
  }
  return children;
}

/** An element with the given tag and content, as DER. */
export function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.from([tag, 0x82]), size, body]);
}
