/** The code points that a TrueType font has a shape for, from its character map (formats 4 and 12). Source: OpenType, cmap. */
export const charactersOfFont = (bytes: Uint8Array): ReadonlySet<number> => {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = Array.from({ length: font.getUint16(4) }, (_, i) => 12 + i * 16);
  const entry = tables.find((at) => font.getUint32(at) === CMAP);
  if (entry === undefined) throw new Error('the font has no character map');
  const cmap = font.getUint32(entry + 8);
  const subtables = Array.from({ length: font.getUint16(cmap + 2) }, (_, i) => cmap + font.getUint32(cmap + 8 + i * 8));
  const found = new Set<number>();
  for (const at of subtables) {
    if (font.getUint16(at) === 12) addGroups(font, at, found);
    if (font.getUint16(at) === 4) addSegments(font, at, found);
  }
  return found;
};

/** `cmap` as a number. */
const CMAP = 0x63_6d_61_70;

const addGroups = (font: DataView, at: number, found: Set<number>): void => {
  for (let group = 0; group < font.getUint32(at + 12); group += 1) {
    const place = at + 16 + group * 12;
    const [first, last, glyph] = [0, 4, 8].map((offset) => font.getUint32(place + offset));
    if (first === undefined || last === undefined || glyph === undefined) continue;
    for (let one = first; one <= last; one += 1) if (glyph + one - first !== 0) found.add(one);
  }
};

const addSegments = (font: DataView, at: number, found: Set<number>): void => {
  const double = font.getUint16(at + 6);
  for (let i = 0; i < double; i += 2) {
    const last = font.getUint16(at + 14 + i);
    const first = font.getUint16(at + 16 + double + i);
    const delta = font.getUint16(at + 16 + double * 2 + i);
    const rangeAt = at + 16 + double * 3 + i;
    const range = font.getUint16(rangeAt);
    for (let one = first; one <= last && one !== 0xffff; one += 1) {
      const glyph = range === 0 ? one + delta : font.getUint16(rangeAt + range + (one - first) * 2);
      if (glyph % 0x1_00_00 !== 0) found.add(one);
    }
  }
};
