import * as v from 'valibot';

/** Characters that turn or hide the reading direction: what a company signs must read the same for everyone. */
const HIDDEN = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;
/** Control characters other than line feed. NUL alone would make PostgreSQL refuse the whole row. */
// oxlint-disable-next-line no-control-regex -- control characters are what this pattern is for
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g;

/** Typed or pasted text made safe to sign and print: well-formed, no control or direction marks, line ends as LF. Names such as 髙﨑𠮷 and emoji stay as typed. */
export const cleanText = (text: string): string =>
  text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(HIDDEN, '').replace(CONTROL, '');

/** What XML 1.0 cannot hold would make a whole document unreadable: a lone half of a pair, controls, two noncharacters. */
// oxlint-disable-next-line no-control-regex -- control characters are what this pattern is for
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text as an XML document may carry it; its markup is still to be escaped by who writes it. */
export const xmlText = (text: string): string => text.toWellFormed().replace(NOT_IN_XML, '');

/** True when `cleanText` would change nothing. */
export const isCleanText = (text: string): boolean => cleanText(text) === text;

/** Characters as a person counts them on a form's squares: 𠮷, a flag or a combined emoji is one, line ends are none. */
export const countCharacters = (text: string): number => {
  let count = 0;
  for (const _ of inCharacters().segment(text.replace(/\r?\n/g, ''))) count += 1;
  return count;
};

/** The first `limit` characters, none of them cut in two. */
export const firstCharacters = (text: string, limit: number): string => charactersOf(text).slice(0, limit).join('');

/** A text character by character, as a person counts them. */
export const charactersOf = (text: string): readonly string[] =>
  Array.from(inCharacters().segment(text), ({ segment }) => segment);

const inCharacters = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter('ja', { granularity: 'grapheme' }));

/** The beginning of a text on one line, with … where it goes on; `limit` in characters as a person counts them. */
export const shorten = (text: string, limit: number): string => {
  const line = text.replace(/\s*\n\s*/g, ' ');
  const beginning = firstCharacters(line, limit);
  return beginning === line ? line : `${beginning}…`;
};

/** Made when first asked for: it costs over twenty milliseconds, and the first screen counts nothing. */
let segmenter: Intl.Segmenter | undefined;

/** A name as it is compared, not as it is shown: width, case and spaces do not matter. */
export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** Schema of person-written text up to `limit` UTF-16 units (a bound on size; form limits are findings). */
export const textSchema = (limit: number) =>
  v.pipe(
    v.string(),
    v.maxLength(limit, `${limit}字を超えています。`),
    v.check(isCleanText, '使えない文字（制御文字など）が含まれています。'),
  );

/** Like `textSchema`, and not blank. */
export const filledTextSchema = (limit: number) =>
  v.pipe(
    textSchema(limit),
    v.check((text) => text.trim() !== '', '空欄です。'),
  );
