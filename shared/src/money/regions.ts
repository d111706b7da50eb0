/** 地域区分: municipalities by region; a town stands with its district (糟屋郡宇美町). Whatever is not in it lies outside. */
export type RegionTable = {
  readonly prefecture: string;
  readonly regions: readonly {
    readonly no: number;
    readonly name: string;
    readonly municipalities: readonly string[];
  }[];
  /** Where every other municipality lies. */
  readonly outside: { readonly no: number; readonly name: string };
  /** Other beginnings of an address, and what they stand for. */
  readonly alsoWritten: Readonly<Record<string, string>>;
  readonly source: string;
};

export type Region = { readonly no: number; readonly name: string; readonly municipality: string | null };

/**
 * The region an address lies in, however it is written: with or without postal code, prefecture and district, with a ward, in
 * full or half width, in katakana. Null where it cannot be told; then a person says it. Without its prefecture an unknown 町 or 村
 * is no municipality for certain (吉塚本町 is a part of one), and is not taken for one outside.
 */
export const regionOf = (address: string, table: RegionTable): Region | null => {
  const written = fold(address).replace(/^〒?\d{3}-?\d{4}/, '');
  const prefecture = PREFECTURE.exec(written)?.[0] ?? null;
  const outside = { ...table.outside, municipality: null };
  if (prefecture !== null && prefecture !== table.prefecture) return outside;
  const rest = respell(prefecture === null ? written : written.slice(prefecture.length), table);
  for (const { no, name, municipalities } of table.regions)
    for (const municipality of municipalities)
      if (spellingsOf(municipality).some((spelling) => rest.startsWith(fold(spelling))))
        return { no, name, municipality };
  return prefecture === null && CERTAINLY_ONE.test(rest) ? outside : null;
};

const PREFECTURE = /^(?:北海道|東京都|京都府|大阪府|[^市区町村郡]{2,3}県)/;
const CERTAINLY_ONE = /^(?:[^市区町村郡]{1,6}市|[^市区町村郡]{1,6}郡[^市区町村郡]{1,6}[町村])/;

/** With its district and without: 糟屋郡宇美町, 宇美町. */
const spellingsOf = (municipality: string): readonly string[] => {
  const town = /^.+郡(.+[町村])$/.exec(municipality)?.[1];
  return town === undefined ? [municipality] : [municipality, town];
};

const respell = (rest: string, { alsoWritten }: RegionTable): string => {
  const found = Object.entries(alsoWritten).find(([spelling]) => rest.startsWith(fold(spelling)));
  return found ? fold(found[1]) + rest.slice(fold(found[0]).length) : rest;
};

/** Widths, spaces, hyphens, and katakana for the towns whose names are hiragana. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐‑–—−]/g, '-')
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - KATAKANA_AHEAD));

const KATAKANA_AHEAD = 0x60;
