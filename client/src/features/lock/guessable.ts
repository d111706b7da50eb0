import list from './common-passphrases.txt?raw';

/**
 * Words that a passphrase must not be made of, beside the office's name and the person's own, which are given: the product's, the
 * programmes', and what people write when they are asked for one. In small letters, normalised (NFKC).
 */
const LISTED_WORDS = [
  'banso bansou ばんそう バンソウ 伴走 password passphrase パスワード パスフレーズ あいことば 合言葉',
  '支援 しえん shien 企業 きぎょう kigyou kigyo 中小企業 専門家 せんもんか senmonka 事務局 じむきょく',
  'jimukyoku センター center 訪問 ほうもん houmon 報告 管理者 かんりしゃ kanrisha admin 支援員',
  '県庁 福岡 ふくおか fukuoka 鳥取 とっとり tottori 日本 にほん nihon nippon japan qwerty',
  'welcome',
].flatMap((line) => line.split(' '));

/** So few letters beside the listed words are an ending, not a thought of one's own. */
const FEW = 4;

/**
 * Whether it is one of the first that somebody tries: one of the common ones, also with digits and signs around it, or one made
 * of `words` (the office's name, the person's) and the listed ones. Large and small letters are one.
 */
export const isGuessable = (passphrase: string, words: readonly string[]): boolean => {
  const typed = folded(passphrase);
  return common().has(typed) || common().has(typed.replaceAll(AROUND, '')) || isMadeOf(typed, words);
};

const isMadeOf = (typed: string, words: readonly string[]): boolean => {
  const own = words.flatMap((word) => [folded(word), ...word.split(/[\s　（）()・]+/).map(folded)]);
  // The longest first: of 中小企業 nothing must be left because 企業 was taken out before.
  const known = [...LISTED_WORDS.map(folded), ...own]
    .filter((word) => Array.from(word).length > 1)
    .toSorted((a, b) => b.length - a.length);
  if (!known.some((word) => typed.includes(word))) return false;
  const left = known.reduce((text, word) => text.replaceAll(word, ''), typed).replaceAll(NO_LETTERS, '');
  return Array.from(left).length < FEW;
};

const AROUND = /^[\d\p{P}\p{S}]+|[\d\p{P}\p{S}]+$/gu;
const NO_LETTERS = /[\d\p{P}\p{S}]/gu;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

let known: ReadonlySet<string> | null = null;
const common = (): ReadonlySet<string> => {
  known ??= new Set(list.split('\n').filter((line) => line !== '' && !line.startsWith('#')));
  return known;
};
