/** Symbols that a bank takes in its transfer file besides letters, digits, kana and the space. */
export type BankProfile = { readonly symbols: string };

/** What the banks' association's format allows; a bank that takes fewer has a profile of its own. */
export const COMMON_PROFILE: BankProfile = { symbols: '()-./,\\｢｣' };

/** `kana`: the text as the file would hold it; `refused`: characters of it that the file cannot hold, each once. */
export type TransferKana = { readonly kana: string; readonly refused: readonly string[] };

/**
 * A name in the half-width characters of a transfer file: kana without small ones and without ｦ, voiced marks apart, capitals;
 * long marks and dashes become a hyphen, a middle dot a space, ¥ a backslash (one byte in both). Kanji are left and refused: how a
 * name is read only its owner says. Source: requirements 4.2.
 */
export const toTransferKana = (name: string, { symbols }: BankProfile = COMMON_PROFILE): TransferKana => {
  const full = name
    .normalize('NFKC')
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + HIRAGANA_BEHIND))
    .replace(SMALL, (kana) => LARGE[kana] ?? kana)
    .replace(/ヲ/g, 'オ')
    .replace(/[ー‐‑‒–—―−ｰ]/g, '-')
    .replace(/・/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase();
  const kana = Array.from(full.normalize('NFD'), (character) => HALF[character] ?? character).join('');
  const allowed = new Set(Array.from(ALLOWED + symbols));
  return { kana, refused: [...new Set(Array.from(kana).filter((character) => !allowed.has(character)))] };
};

const HIRAGANA_BEHIND = 0x60;
const LARGE: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('ァィゥェォャュョッヮヵヶ', (small, index) => [
    small,
    Array.from('アイウエオヤユヨツワカケ')[index] ?? small,
  ]),
);
const SMALL = /[ァィゥェォャュョッヮヵヶ]/g;

const FULL_KANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン';
const HALF_KANA = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ';
const HALF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from(FULL_KANA, (full, index) => [full, HALF_KANA.charAt(index)])),
  // Combining marks of NFD, and the marks that stand alone.
  '\u3099': 'ﾞ',
  '\u309A': 'ﾟ',
  ゛: 'ﾞ',
  ゜: 'ﾟ',
  '「': '｢',
  '」': '｣',
  '¥': '\\',
};
const ALLOWED = `${HALF_KANA}ﾞﾟ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ `;

/** The bytes of transfer text in JIS X 0201; throws a RangeError for a character that `toTransferKana` refuses. */
export const transferBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if ((code >= 0x20 && code <= 0x7e) || character === '\r' || character === '\n') return code;
    if (code >= HALF_FIRST && code <= HALF_LAST) return code - HALF_FIRST + HALF_FIRST_BYTE;
    throw new RangeError(`no byte of a transfer file: ${character}`);
  });

/** ｡ to ﾟ stand at A1 to DF. */
const HALF_FIRST = 0xff61;
const HALF_LAST = 0xff9f;
const HALF_FIRST_BYTE = 0xa1;
