const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

/** UUIDv7 (RFC 9562) from an instant and ten random bytes: ids sort by the time of the tap, and `apply` never draws one. */
export const uuidv7 = (atMs: number, random: Uint8Array): string => {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(atMs / 2 ** (8 * (5 - i))) & 0xff;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => HEX[byte]).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
