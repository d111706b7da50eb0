import { describe, expect, test } from 'vitest';
import type { PayeeKind } from '../money/withholding.ts';
import { findingsOfAccount, findingsOfPayee } from './account-findings.ts';
import { type AccountCheck, type AccountVersion, NO_PAYEE, type Payee } from './payee.ts';

const PARTY = { name: '青柳 由美子（サンプル）' };
const ACCOUNT: AccountVersion = {
  id: 'account-1',
  bank: { code: '0177', name: 'サンプル福岡', kana: 'サンプルフクオカ' },
  branch: { code: '100', name: '本店', kana: 'ホンテン' },
  byHand: null,
  type: 1,
  number: '0012345',
  yucho: null,
  holder: 'アオヤギ ユミコ',
  name: PARTY.name,
  kana: 'アオヤギ　ユミコ',
  address: '福岡県うきは市見本1-2-3',
  telephone: '090-0000-0001',
  pictures: [],
  by: 'expert',
  atMs: 1,
  operation: 'o',
  checks: [],
};
const found = (change: Partial<AccountVersion>, kind: PayeeKind = 'individual') =>
  findingsOfAccount({ ...ACCOUNT, ...change }, kind, PARTY).map(({ code, severity }) => `${severity} ${code}`);

describe('[L13.313] an account of another kind than its payee blocks; a trade name or spacing waits for a release', () => {
  test.each<[string, Partial<AccountVersion>, PayeeKind, readonly string[]]>([
    ['one’s own', {}, 'individual', []],
    ['written small and in hiragana', { kana: 'あおやぎ ゆみこ' }, 'individual', []],
    [
      'a corporation’s account for an individual (X-15)',
      { holder: 'カ)アオヤギ' },
      'individual',
      ['block kind-differs', 'block holder-differs'],
    ],
    ['an individual’s account for a corporation (C27)', {}, 'corporation', ['block kind-differs']],
    ['a corporation’s own', { holder: 'カ)サンプル', kana: 'カブシキガイシャサンプル' }, 'corporation', []],
    [
      'while nobody has decided, kinds are not compared',
      { holder: 'カ)アオヤギ ユミコ' },
      'undecided',
      ['release holder-trade-name'],
    ],
    [
      'somebody abroad is an individual',
      { holder: 'カ)アオヤギ ユミコ' },
      'nonResident',
      ['block kind-differs', 'release holder-trade-name'],
    ],
    ['spacing alone', { holder: 'アオヤギユミコ' }, 'individual', ['release holder-spacing']],
    ['a trade name', { holder: 'ミホンコンサル アオヤギ ユミコ' }, 'individual', ['release holder-trade-name']],
    ['somebody else’s', { holder: 'オオバ ヒカル' }, 'individual', ['block holder-differs']],
    ['another name than the registered one', { name: '青柳 由美' }, 'individual', ['release name-differs']],
    ['a bank written by hand', { byHand: '合併で一覧にない' }, 'individual', ['release bank-by-hand']],
  ])('%s', (_, change, kind, codes) => expect(found(change, kind)).toEqual(codes));

  test('every finding says why, what to do and by which article', () => {
    const all = [
      ...findingsOfAccount({ ...ACCOUNT, holder: 'カ)ミホン', byHand: '手書き', name: '別' }, 'individual', PARTY),
      ...findingsOfPayee(null, null),
    ];
    expect(all.length).toBeGreaterThan(5);
    for (const { label, reason, mend, source } of all)
      for (const words of [label, reason, mend, source]) expect(words).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });
});

describe('[L13.314] nobody is paid before kind and account were decided by accounting', () => {
  const check = (verdict: AccountCheck['verdict'], released = false): AccountCheck => ({
    verdict,
    reason: '',
    released,
    by: 'accounting',
    atMs: 3,
  });
  const payee = (change: Partial<AccountVersion>, kind: PayeeKind | null = 'individual'): Payee => ({
    ...NO_PAYEE,
    decisions: kind ? [{ kind, reason: '', by: 'accounting', atMs: 1 }] : [],
    accounts: { 'account-1': { ...ACCOUNT, ...change } },
  });
  const codes = (of: Payee | null) => findingsOfPayee(of, PARTY).map(({ code }) => code);

  test('what waits is named', () => {
    expect(codes(null)).toEqual(['kind-undecided', 'no-account']);
    expect(codes(payee({}, null))).toEqual(['kind-undecided', 'not-verified']);
    expect(codes(payee({}))).toEqual(['not-verified']);
    expect(codes(payee({ checks: [check('sentBack')] }))).toEqual(['sent-back']);
    expect(codes(payee({ checks: [check('verified')] }))).toEqual([]);
    expect(codes(payee({ checks: [check('verified')] }, 'nonResident'))).toEqual(['non-resident']);
  });

  test('what was released with the verification speaks no more, a difference of kind always does', () => {
    const spaced = { holder: 'アオヤギユミコ' };
    expect(codes(payee({ ...spaced, checks: [check('verified')] }))).toEqual(['holder-spacing']);
    expect(codes(payee({ ...spaced, checks: [check('verified', true)] }))).toEqual([]);
    expect(codes(payee({ checks: [check('verified', true)] }, 'corporation'))).toEqual(['kind-differs']);
  });

  test('a newer account that nobody looked at stands before an older verified one', () => {
    const of = payee({ checks: [check('verified')] });
    expect(codes({ ...of, accounts: { ...of.accounts, 'account-2': { ...ACCOUNT, id: 'account-2' } } })).toEqual([
      'not-verified',
    ]);
  });
});
