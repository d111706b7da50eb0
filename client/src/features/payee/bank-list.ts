/** One bank of the list, or one of its branches; kana in full width, as the list has them. */
export type ListedPlace = { readonly code: string; readonly name: string; readonly kana: string };
export type ListedBank = ListedPlace & { readonly branches: readonly ListedPlace[] };

/** All banks and branches, and the day of the list: one that vanished since may have been merged. */
export type BankList = { readonly asOf: string; readonly banks: readonly ListedBank[] };

/** The list as the build packs it: a first line with its day, a line `code,name,kana` for each bank, and below it one with a tab for each branch. */
export const readBankList = (packed: string): BankList => {
  const [asOf = '', ...lines] = packed.split('\n');
  const banks: (ListedPlace & { readonly branches: ListedPlace[] })[] = [];
  for (const line of lines) {
    if (line === '') continue;
    if (line.startsWith('\t')) banks.at(-1)?.branches.push(placeOf(line.slice(1)));
    else banks.push({ ...placeOf(line), branches: [] });
  }
  return { asOf, banks };
};

const placeOf = (line: string): ListedPlace => {
  const [code = '', name = '', kana = ''] = line.split(',');
  return { code, name, kana };
};

/**
 * Places whose code is what was typed, or whose name or reading holds it: exact ones first, then those that begin with it, then the
 * others, at most `most`. Hiragana, width, 銀行 and 支店 at the end do not matter. Nothing for nothing typed.
 */
export const findPlaces = <Place extends ListedPlace>(
  places: readonly Place[],
  typed: string,
  most: number,
): readonly Place[] => {
  const wanted = folded(typed);
  if (wanted === '') return [];
  const ranked = places.flatMap((place) => {
    const rank = rankOf(place, wanted);
    return rank === null ? [] : [{ place, rank }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ place }) => place);
};

const rankOf = ({ code, name, kana }: ListedPlace, wanted: string): number | null => {
  if (/^\d+$/.test(wanted)) return code.startsWith(wanted) ? 0 : folded(name).includes(wanted) ? 2 : null;
  const words = [folded(name), folded(kana)];
  if (words.includes(wanted)) return 0;
  if (words.some((word) => word.startsWith(wanted))) return 1;
  return words.some((word) => word.includes(wanted)) ? 2 : null;
};

const HIRAGANA_BEHIND = 0x60;
const SMALL = 'ァィゥェォャュョッ';
const LARGE = 'アイウエオヤユヨツ';

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + HIRAGANA_BEHIND))
    .replace(/[ァィゥェォャュョッ]/g, (small) => LARGE.charAt(SMALL.indexOf(small)))
    .toUpperCase()
    .replace(/(?<=.)(銀行|支店|ギンコウ|シテン)$/, '');
