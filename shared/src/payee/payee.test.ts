import { describe, expect, test } from 'vitest';
import { carriesPart } from '../scope/reach.ts';
import { ROLES } from '../operation/context.ts';
import { SIDE_OF_ROLE, VISIBLE_OF_PAYEE } from '../scope/visibility.ts';
import { type AccountVersion, issuerOf, kindOf, NO_PAYEE, type Payee, payeeParts } from './payee.ts';

const ACCOUNT: AccountVersion = {
  id: 'account-1',
  bank: { code: '0177', name: 'サンプル福岡', kana: 'サンプルフクオカ' },
  branch: { code: '100', name: '本店', kana: 'ホンテン' },
  byHand: null,
  type: 1,
  number: '0012345',
  yucho: null,
  holder: 'アオヤギ ユミコ',
  name: '青柳',
  kana: 'アオヤギ',
  address: '福岡県',
  telephone: '090',
  pictures: ['p'],
  by: 'expert',
  atMs: 1,
  operation: 'o',
  checks: [],
};
const PAYEE: Payee = {
  ...NO_PAYEE,
  statements: [
    { kind: 'individual', registration: null, rounding: 'ceil', showsReferenceTax: true, by: 'expert', atMs: 1 },
  ],
  accounts: { 'account-1': ACCOUNT },
};

test('[L15.260] bank data lies in parts of class D of its own, the facts of tax in one of class A', () => {
  const parts = payeeParts.toParts(PAYEE);
  expect(parts.map(({ part, retention }) => `${retention} ${part}`)).toEqual([
    'A tax',
    'D account/account-1',
    'D standing',
  ]);
  expect(new Set(parts.map(({ part }) => part.split('/')[0]))).toEqual(new Set(['tax', 'account', 'standing']));
  expect(payeeParts.toParts(payeeParts.fromParts(parts))).toEqual(parts);
  expect(payeeParts.fromParts([])).toBeNull();
});

describe('[L15.260] how an account stands is told with three digits and no more', () => {
  test('where accounts are read and where they are not', () => {
    const standing = payeeParts.toParts(PAYEE).filter(({ part }) => part === 'standing');
    expect(standing[0]?.body).not.toContain('0012345');
    expect(payeeParts.fromParts(standing)?.standing).toEqual({
      account: 'account-1',
      state: 'waiting',
      numberEnd: '345',
      atMs: 1,
    });
  });
});

test('[L15.260][L15.261] who reads what of a payee is one table, and nobody else reads anything', () => {
  const readers = (part: string) =>
    ROLES.filter((role) =>
      carriesPart(`${SIDE_OF_ROLE[role] === 'expert' ? 'person' : SIDE_OF_ROLE[role]}:x`, 'payee', part),
    );
  expect(readers('account/1')).toEqual(['expert', 'accounting']);
  expect(readers('picture/1')).toEqual(['expert', 'accounting']);
  expect(readers('standing')).toEqual(['expert', 'staff', 'approver', 'accounting', 'administrator', 'privacyManager']);
  expect(readers('tax')).toEqual([
    'expert',
    'staff',
    'approver',
    'accounting',
    'administrator',
    'privacyManager',
    'auditor',
  ]);
  expect(readers('other')).toEqual([]);
  for (const scope of ['office', 'desk', 'contacts', 'work:x'])
    for (const part of Object.keys(VISIBLE_OF_PAYEE)) expect(carriesPart(scope, 'payee', part)).toBe(false);
});

test('[L13.310] who is paid is undecided until accounting decides, whatever the expert says; the last statement is the issuer', () => {
  expect(kindOf(PAYEE)).toBe('undecided');
  expect(kindOf({ decisions: [{ kind: 'corporation', reason: '', by: 'a', atMs: 1 }] })).toBe('corporation');
  expect(issuerOf(NO_PAYEE)).toBeNull();
  expect(issuerOf(PAYEE)).toEqual({ rounding: 'ceil', registration: null, showsReferenceTax: true });
});
