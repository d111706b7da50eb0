import { charactersOf } from '../lib/text.ts';
import { PRINTABLE_RANGES } from './printable-ranges.ts';

/**
 * The characters of a text that no typeface of our papers has (an emoji, most often), each once, in the order of the text. A
 * paper with one of them is not printed (L18.42); this tells it while it is still being written.
 */
export const unprintableIn = (text: string): readonly string[] => [
  ...new Set(charactersOf(text).filter((character) => !isPrintable(character))),
];

const isPrintable = (character: string): boolean =>
  Array.from(character).every((one) => IGNORED.test(one) || characters().has(one.codePointAt(0) ?? 0));

/** Line ends, and what has no shape of its own: joiners and the selectors that choose a variant of a kanji. */
const IGNORED = /[\n\p{Default_Ignorable_Code_Point}]/u;

const characters = (): ReadonlySet<number> => (set ??= readRanges(PRINTABLE_RANGES));

let set: ReadonlySet<number> | undefined;

/** `a-b` in base 36: from the last number of the range before, so far ahead, and so many more. */
const readRanges = (ranges: string): ReadonlySet<number> => {
  const read = new Set<number>();
  let last = 0;
  for (const range of ranges.split(',')) {
    const [ahead = '0', more = '0'] = range.split('-');
    const first = last + Number.parseInt(ahead, 36);
    last = first + Number.parseInt(more, 36);
    for (let one = first; one <= last; one += 1) read.add(one);
  }
  return read;
};
