/** What a JPEG file says about itself before anything is decoded. */
export type JpegOutline = { readonly width: number; readonly height: number };

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Progressive files of phones have about ten scans; hundreds of them over the same pixels are made to keep a decoder busy. */
const MOST_SCANS = 20;

/**
 * Walks the segments of a JPEG file; null for anything that is not exactly one: another type under this name, a cut file, a
 * second file behind the first (a page, an archive), two frames, endless scans. Touches each byte once and decodes none, so
 * that 60,000 × 60,000 pixels cost nothing.
 */
export const outlineOfJpeg = (bytes: Uint8Array): JpegOutline | null => {
  if (bytes[0] !== 0xff || bytes[1] !== START) return null;
  let outline: JpegOutline | null = null;
  let scans = 0;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    // Fill bytes before a marker are allowed.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) return at + 2 === bytes.length && scans > 0 ? outline : null;
    if (marker === undefined || !hasLength(marker)) return null;
    const length = uint16(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return null;
    if (isFrame(marker)) {
      if (outline || length < 8) return null;
      outline = { height: uint16(bytes, at + 5), width: uint16(bytes, at + 7) };
    }
    at += 2 + length;
    if (marker !== SCAN) continue;
    scans += 1;
    if (!outline || scans > MOST_SCANS) return null;
    at = endOfScan(bytes, at);
  }
  return null;
};

/** Tables, frames, scans, comments and application data; what has no length may not stand between segments. */
const hasLength = (marker: number): boolean => marker >= 0xc0 && !(marker >= 0xd0 && marker <= END);

/** Start of frame, without the tables that share its numbers (DHT, JPG, DAC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The first marker after entropy-coded data: stuffed zeros and restart markers belong to it. */
const endOfScan = (bytes: Uint8Array, from: number): number => {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
};

const uint16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
