/**
 * A security identifier as text. Pure, so no call is needed for it.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/c92a27b1-c772-4fa7-a432-15df5f1b66a1
 *
 * @throws RangeError when the bytes are too few
 */
export function sidText(bytes: Buffer): string {
  const authority = bytes.readUIntBE(2, 6);
  const parts = [
    bytes.readUInt8(0),
    authority > 0xffff_ffff ? `0x${authority.toString(16).padStart(12, '0')}` : authority
  ];
  const count = bytes.readUInt8(1);
  for (let index = 0; index < count; index += 1) parts.push(bytes.readUInt32LE(8 + 4 * index));
  return `S-${parts.join('-')}`;
}
