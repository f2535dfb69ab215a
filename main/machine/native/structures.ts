/** How Windows lays out what it writes into a buffer: pure, so that it is tested without Windows. */

/** The text of UTF-16 bytes up to the first NUL, or all of them. */
export function textUntilNul(bytes: Buffer): string {
  const text = bytes.toString('utf16le');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/**
 * The bytes from where a pointer leads, for pointers that Windows writes into a buffer and that lead into the same
 * buffer. So a pointer is never followed blindly.
 *
 * @param base the address of the buffer
 * @param at offset of the pointer
 * @returns null for NULL
 * @throws RangeError when it leads outside
 */
export function pointedInto(buffer: Buffer, base: bigint, at: number): Buffer | null {
  const pointer = buffer.readBigUInt64LE(at);
  if (pointer === 0n) return null;
  const offset = pointer - base;
  if (offset < 0n || offset >= BigInt(buffer.length))
    throw new RangeError('a pointer leads outside its buffer');
  return buffer.subarray(Number(offset));
}

/** Text behind such a pointer. */
export function textInto(buffer: Buffer, base: bigint, at: number): string | null {
  const bytes = pointedInto(buffer, base, at);
  return bytes && textUntilNul(bytes);
}

/** 1601-01-01 to 1970-01-01 in units of 100 ns. https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime */
const unixEpoch = 116_444_736_000_000_000n;

/** A FILETIME as RFC 3339 in UTC; null for 0, which is how Windows says *never*, and for times beyond the year 9999. */
export function fileTimeText(fileTime: bigint): string | null {
  if (fileTime === 0n) return null;
  const milliseconds = Number((fileTime - unixEpoch) / 10_000n);
  return milliseconds > Date.UTC(9999, 11, 31) ? null : new Date(milliseconds).toISOString();
}
