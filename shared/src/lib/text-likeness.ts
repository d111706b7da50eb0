import { charactersOf } from './text.ts';

/** Pieces of this many letters are compared: long enough that two texts seldom share one by chance. */
const PIECE = 5;

/** A text's distinct pieces of five letters, as sorted 32-bit hashes: two of them are compared in one walk. */
export type Pieces = Uint32Array;

/** Width, case, spaces and line breaks do not matter; letters outside the first plane count as one. */
export const piecesOf = (text: string): Pieces => {
  const letters = lettersOf(text);
  const count = Math.max(0, letters.length - PIECE + 1);
  const hashes = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) hashes[i] = hashAt(letters, i);
  hashes.sort();
  return distinct(hashes);
};

/** Jaccard: of all pieces in either text, how many percent are in both, rounded down. Two empty texts share nothing. */
export const sharedPercent = (a: Pieces, b: Pieces): number => {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    // Both indices are inside.
    const [left, right] = [a[i] as number, b[j] as number];
    if (left === right) both += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  const either = a.length + b.length - both;
  return either === 0 ? 0 : Math.floor((100 * both) / either);
};

/** How many letters a text has for this comparison. */
export const comparedLength = (text: string): number => lettersOf(text).length;

/** `at`: which letter of the text it begins with. */
export type Run = { readonly at: number; readonly text: string; readonly shared: boolean };

/** The text cut where it begins or ceases to be the same as the other, for showing both beside each other. */
export const sharedRuns = (text: string, other: string): readonly Run[] => {
  const known = new Set(piecesOf(other));
  // Letters as a reader counts them, and where each compared one stands among them.
  const shown = charactersOf(text);
  const places = shown.flatMap((letter, place) => lettersOf(letter).map(() => place));
  const letters = shown.flatMap(lettersOf);
  const shared = new Set<number>();
  for (let i = 0; i + PIECE <= letters.length; i += 1) {
    if (!known.has(hashAt(letters, i))) continue;
    for (const place of places.slice(i, i + PIECE)) shared.add(place);
  }
  const runs: { at: number; text: string; shared: boolean }[] = [];
  for (const [place, letter] of shown.entries()) {
    const last = runs.at(-1);
    // A space belongs to what stands before it.
    const isShared = folded(letter) === '' ? (last?.shared ?? false) : shared.has(place);
    if (last?.shared === isShared) last.text += letter;
    else runs.push({ at: place, text: letter, shared: isShared });
  }
  return runs;
};

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

const lettersOf = (text: string): readonly number[] => Array.from(folded(text), (letter) => letter.codePointAt(0) ?? 0);

/** FNV-1a over the letters of one piece. */
const hashAt = (letters: readonly number[], from: number): number => {
  let hash = 0x811c9dc5;
  for (let i = from; i < from + PIECE; i += 1) hash = Math.imul(hash ^ (letters[i] ?? 0), 0x01000193);
  return hash >>> 0;
};

const distinct = (sorted: Uint32Array): Uint32Array => sorted.filter((hash, i) => i === 0 || hash !== sorted[i - 1]);
