import type { CorporateShort } from './corporate-holder.ts';

/** A kind of corporation as it is written in names and spelled out in (large) kana, and as the banks shorten it. */
type CorporateForm = { readonly kanji: readonly string[]; readonly kana: string; readonly short: CorporateShort };

const FORMS: readonly CorporateForm[] = [
  { kanji: ['株式会社', '(株)'], kana: 'カブシキガイシヤ', short: 'カ' },
  { kanji: ['有限会社', '(有)'], kana: 'ユウゲンガイシヤ', short: 'ユ' },
  { kanji: ['合同会社', '(同)'], kana: 'ゴウドウガイシヤ', short: 'ド' },
  { kanji: ['合名会社', '(名)'], kana: 'ゴウメイガイシヤ', short: 'メ' },
  { kanji: ['合資会社', '(資)'], kana: 'ゴウシガイシヤ', short: 'シ' },
  {
    kanji: ['医療法人社団', '医療法人財団', '医療法人'],
    kana: 'イリヨウホウジン(?:シヤダン|ザイダン)?',
    short: 'イ',
  },
  {
    kanji: ['一般財団法人', '公益財団法人', '財団法人'],
    kana: '(?:イツパン|コウエキ)?ザイダンホウジン',
    short: 'ザイ',
  },
  {
    kanji: ['一般社団法人', '公益社団法人', '社団法人'],
    kana: '(?:イツパン|コウエキ)?シヤダンホウジン',
    short: 'シヤ',
  },
  { kanji: ['学校法人'], kana: 'ガツコウホウジン', short: 'ガク' },
  { kanji: ['社会福祉法人'], kana: 'シヤカイフクシホウジン', short: 'フク' },
  { kanji: ['特定非営利活動法人', 'NPO法人'], kana: 'トクテイヒエイリカツドウホウジン', short: 'トクヒ' },
  { kanji: ['税理士法人'], kana: 'ゼイリシホウジン', short: 'ゼイ' },
  { kanji: ['弁護士法人'], kana: 'ベンゴシホウジン', short: 'ベン' },
  { kanji: ['行政書士法人'], kana: 'ギヨウセイシヨシホウジン', short: 'ギヨ' },
  { kanji: ['司法書士法人'], kana: 'シホウシヨシホウジン', short: 'シホウ' },
  { kanji: ['社会保険労務士法人'], kana: 'シヤカイホケンロウムシホウジン', short: 'ロウム' },
  { kanji: ['農事組合法人'], kana: 'ノウジクミアイホウジン', short: 'ノウ' },
  { kanji: ['国立大学法人'], kana: 'コクリツダイガクホウジン', short: 'ダイ' },
  { kanji: ['独立行政法人'], kana: 'ドクリツギヨウセイホウジン', short: 'ドク' },
];

/**
 * The holder of an account as a bank writes it, in full width: large kana, one space between words, and the kind of a corporation,
 * whether in kanji or spelled out in kana, in the banks' short form: カ) before the name, (カ behind it, (カ) in its middle. Other kanji
 * stay: how a name is read only its owner says. Source: requirements 4.2.
 */
export const writtenHolder = (typed: string): string =>
  WORDS.reduce(
    (name, { word, short }) =>
      name
        .replace(new RegExp(`^${word}\\s*`), `${short})`)
        .replace(new RegExp(`\\s*${word}$`), `(${short}`)
        .replace(new RegExp(`(?<=.)\\s*${word}\\s*(?=.)`), `(${short})`),
    largeKana(typed),
  );

/** Every word with its short form, the longest first: 一般財団法人 is not 財団法人 behind two letters. */
const WORDS = FORMS.flatMap(({ kanji, kana, short }) => [
  ...kanji.map((word) => ({ word: word.replace(/[()]/g, String.raw`\$&`), short })),
  { word: kana, short },
]).toSorted((a, b) => b.word.length - a.word.length);

const HIRAGANA_BEHIND = 0x60;
const SMALL = 'ァィゥェォャュョッ';
const LARGE = 'アイウエオヤユヨツ';

const largeKana = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[ぁ-ゖ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + HIRAGANA_BEHIND))
    .replace(/[ァィゥェォャュョッ]/g, (small) => LARGE.charAt(SMALL.indexOf(small)))
    .replace(/\s+/g, ' ')
    .trim();
