import { charactersOf } from './text.ts';

/** Pieces of this many letters are compared: long enough that two texts seldom share one by chance. */
const PIECE = 5;

/**
 * A text's distinct pieces of five letters.
 * - `hashes`: 32 bits each, sorted, so that two texts are compared in one walk
 * - `marks`: one bit of 1,024 for each, so that most texts that have little in common are told apart without the walk
 */
export type Pieces = { readonly hashes: Uint32Array; readonly marks: Uint32Array };

/**
 * Width, case, spaces and line breaks do not matter; letters outside the first plane count as one. A text of fewer letters than
 * `shortest` has no pieces.
 */
export const piecesOf = (text: string, shortest = PIECE): Pieces => {
  const letters = lettersOf(text);
  const count = letters.length < shortest ? 0 : Math.max(0, letters.length - PIECE + 1);
  const all = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) all[i] = hashAt(letters, i);
  all.sort();
  const hashes = distinct(all);
  return { hashes, marks: marksOf(hashes) };
};

/** Jaccard: of all pieces in either text, how many percent are in both, rounded down. Two empty texts share nothing. */
export const sharedPercent = (a: Pieces, b: Pieces): number => sharedFrom(a, b, 0) ?? 0;

/** As `sharedPercent`, but null below so many percent, which is mostly known before the texts were compared to their ends. */
export const sharedFrom = (a: Pieces, b: Pieces, atLeastPercent: number): number | null => {
  const total = a.hashes.length + b.hashes.length;
  const needed = Math.ceil((atLeastPercent * total) / (100 + atLeastPercent));
  // As many pieces of each may be missing in the other.
  const [spareA, spareB] = [a.hashes.length - needed, b.hashes.length - needed];
  if (spareA < 0 || spareB < 0 || missing(a.marks, b.marks, spareA) || missing(b.marks, a.marks, spareB)) return null;
  const both = inBoth(a.hashes, b.hashes, { spareA, spareB });
  if (both === null) return null;
  const percent = total === both ? 0 : Math.floor((100 * both) / (total - both));
  return percent >= atLeastPercent ? percent : null;
};

/** How many hashes two sorted rows share; null as soon as more than `spare` of one are not in the other. */
const inBoth = (
  a: Uint32Array,
  b: Uint32Array,
  { spareA, spareB }: { readonly spareA: number; readonly spareB: number },
): number | null => {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    // Both indices are inside.
    const [left, right] = [a[i] as number, b[j] as number];
    if (left === right) both += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
    if (i - both > spareA || j - both > spareB) return null;
  }
  return both;
};

const MARK_WORDS = 32;

const marksOf = (hashes: Uint32Array): Uint32Array => {
  const marks = new Uint32Array(MARK_WORDS);
  for (const hash of hashes) {
    const word = (hash >>> 5) % MARK_WORDS;
    marks[word] = (marks[word] ?? 0) | (1 << (hash & 31));
  }
  return marks;
};

/** Whether more pieces than `spare` have a mark in one and none in the other: each is a piece that is not there. */
const missing = (marks: Uint32Array, others: Uint32Array, spare: number): boolean => {
  let count = 0;
  for (let word = 0; word < MARK_WORDS && count <= spare; word += 1)
    count += bitsIn((marks[word] as number) & ~(others[word] as number));
  return count > spare;
};

/** How many of 32 bits are set, counted in pairs, fours, and bytes. */
const bitsIn = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** `at`: which letter of the text it begins with. */
export type Run = { readonly at: number; readonly text: string; readonly shared: boolean };

/** The text cut where it begins or ceases to be the same as the other, for showing both beside each other. */
export const sharedRuns = (text: string, other: string): readonly Run[] => {
  const known = new Set(piecesOf(other).hashes);
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
