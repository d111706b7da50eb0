/** 全銀協の略語 of corporations, as they stand before 「)」 or behind 「(」 in an account holder's kana (requirements 4.2). */
export const CORPORATE_SHORT = [
  'カ',
  'ユ',
  'ド',
  'メ',
  'シ',
  'イ',
  'ザイ',
  'シヤ',
  'ガク',
  'フク',
  'トクヒ',
  'ゼイ',
  'ベン',
  'ギヨ',
  'シホウ',
  'ロウム',
  'ノウ',
  'ダイ',
  'ドク',
] as const;
export type CorporateShort = (typeof CORPORATE_SHORT)[number];

const ANY = CORPORATE_SHORT.join('|');
const CORPORATE = new RegExp(`^(?:${ANY})\\)|\\((?:${ANY})(?:\\)|$)`);

/** Whether a holder's kana is a corporation's, by the banks' short form in it: カ)サンプル, サンプル(カ, サンプル(カ)チバ. */
export const isCorporateHolder = (holder: string): boolean =>
  CORPORATE.test(
    holder
      .normalize('NFKC')
      .replace(/[ァィゥェォャュョッ]/g, (small) => 'アイウエオヤユヨツ'.charAt('ァィゥェォャュョッ'.indexOf(small)))
      .trim(),
  );
