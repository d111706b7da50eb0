import type { PassbookPicture, PassbookView } from '@banso/shared/payee/passbook-picture.ts';
import { describe, expect, test } from 'vitest';
import { type AccountDraft, accountOf, blankDraft, picturesToName, viewsOf } from './account-draft.ts';

const pictured = (id: string, shows: PassbookView, removed: PassbookPicture['removed'] = null): PassbookPicture => ({
  id,
  shows,
  type: 'image/jpeg',
  sha256: 'a'.repeat(64),
  bytes: 1,
  width: 1,
  height: 1,
  by: 'expert',
  atMs: 1,
  operation: 'o',
  stored: null,
  removed,
});
const BOTH = [pictured('p1', 'cover'), pictured('p2', 'inside')];
const DRAFT: AccountDraft = {
  ...blankDraft({ name: '青柳 由美子', kana: 'アオヤギ ユミコ', address: '', last: null }),
  bankCode: '0177',
  bankName: 'サンプル福岡',
  bankKana: 'サンプルフクオカ',
  branchCode: '100',
  branchName: '本店',
  branchKana: 'ホンテン',
  number: '１２-３４５',
  holder: 'あおやぎ　ゆみこ',
  address: '福岡県',
  telephone: '０９０-0000-0001',
};
const errorsOf = (change: Partial<AccountDraft>, pictures = BOTH) => {
  const made = accountOf({ ...DRAFT, ...change }, pictures);
  return 'errors' in made ? Object.keys(made.errors).toSorted((a, b) => (a < b ? -1 : 1)) : [];
};

test('[L13.311] what was typed becomes the account as banks and forms write it', () => {
  expect(accountOf(DRAFT, BOTH)).toEqual({
    body: {
      bank: { code: '0177', name: 'サンプル福岡', kana: 'サンプルフクオカ' },
      branch: { code: '100', name: '本店', kana: 'ホンテン' },
      byHand: null,
      type: 1,
      number: '0012345',
      yucho: null,
      holder: 'アオヤギ ユミコ',
      name: '青柳 由美子',
      kana: 'アオヤギ ユミコ',
      address: '福岡県',
      telephone: '090-0000-0001',
      pictures: ['p1', 'p2'],
    },
  });
});

test('[L13.311] 記号 and 番号 of ゆうちょ make the account; a typing error is told at the field', () => {
  const yucho = { where: 'yucho', symbol: '１４０３０', yuchoNumber: '12345671' };
  expect(accountOf({ ...DRAFT, ...yucho }, BOTH)).toMatchObject({
    body: {
      bank: { code: '9900' },
      branch: { code: '408', name: '四〇八', kana: 'ヨンゼロハチ' },
      type: 1,
      number: '1234567',
      yucho: { symbol: '14030', number: '12345671' },
    },
  });
  expect(errorsOf({ ...yucho, symbol: '10530' })).toEqual(['symbol']);
  expect(errorsOf({ ...yucho, yuchoNumber: '12345670' })).toEqual(['yuchoNumber']);
});

describe('[L13.311] what is wrong is told beside its field, all at once', () => {
  test.each<[string, Partial<AccountDraft>, readonly string[]]>([
    ['nothing', {}, []],
    ['blank fields', { name: ' ', address: '', telephone: '', holder: '' }, ['address', 'holder', 'name', 'telephone']],
    ['no bank', { bankCode: '', bankName: '', branchCode: '', branchName: '' }, ['bankCode', 'branchCode']],
    ['ゆうちょ as an ordinary bank', { bankCode: '9900' }, ['bankCode']],
    ['eight digits', { number: '12345678' }, ['number']],
    ['a holder in kanji', { holder: '青柳由美子' }, ['holder']],
    ['31 characters', { holder: 'ア'.repeat(31) }, ['holder']],
    ['by hand without a reason', { byHand: '1' }, ['note']],
    ['by hand in kanji', { byHand: '1', note: '合併', bankKana: '福岡' }, ['bankKana']],
    ['a telephone in words', { telephone: '自宅' }, ['telephone']],
  ])('%s', (_, change, errors) => expect(errorsOf(change)).toEqual(errors));

  test('pictures', () => {
    expect(errorsOf({}, [pictured('p1', 'cover')])).toEqual(['pictures']);
    expect(errorsOf({ proof: 'screen' }, [pictured('p1', 'screen')])).toEqual([]);
  });
});

test('[L13.311] an account that was sent back stands in the form whole; a new one begins with what is the person’s own', () => {
  const made = accountOf(DRAFT, BOTH);
  if ('errors' in made) throw new Error('not an account');
  const last = { id: 'account-1', ...made.body, pictures: ['p1', 'p2'], by: 'e', atMs: 1, operation: 'o', checks: [] };
  const sentBack = { verdict: 'sentBack', reason: '', released: false, by: 'a', atMs: 2 } as const;
  const known = { name: '', kana: '', address: '契約書の住所' };
  expect(accountOf(blankDraft({ ...known, last: { ...last, checks: [sentBack] } }), BOTH)).toEqual(made);
  expect(blankDraft({ ...known, last })).toMatchObject({
    number: '',
    bankCode: '',
    address: '福岡県',
    name: '青柳 由美子',
  });
});

test('[L13.370] the first account begins with the address of the contract', () => {
  const known = { name: '青柳 由美子', kana: 'アオヤギ ユミコ', address: '契約書の住所', last: null };
  expect(blankDraft(known)).toMatchObject({ name: '青柳 由美子', address: '契約書の住所', telephone: '' });
});

test('[L13.311] the newest picture of each view is named, and none that was taken out', () => {
  const pictures = Object.fromEntries(
    [...BOTH, pictured('p3', 'inside'), pictured('p4', 'cover', { by: 'expert', atMs: 2, reason: '' })].map((one) => [
      one.id,
      one,
    ]),
  );
  expect(picturesToName({ pictures }, viewsOf(DRAFT)).map(({ id }) => id)).toEqual(['p1', 'p3']);
});
