import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bankClosure, bankDayBy } from '../../time/business-day.ts';
import { holidaysOf } from '../../time/holidays.ts';
import { toTransferKana, transferBytes } from './kana.ts';
import { makeTransferFile, type TransferBatch, type TransferLine } from './transfer-file.ts';
import { yuchoAccount } from './yucho.ts';

describe('[L13.160] a name becomes the half-width kana of a transfer file, and what is no kana is refused', () => {
  test.each([
    ['ヲカダ ァィゥェォッャュョヮヵヶ', 'ｵｶﾀﾞ ｱｲｳｴｵﾂﾔﾕﾖﾜｶｹ'],
    ['がぎぐげご ぱぴぷぺぽ ゔ', 'ｶﾞｷﾞｸﾞｹﾞｺﾞ ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ ｳﾞ'],
    ['ー‐‑–—−-', '-------'],
    ['  ヤマダ　　タロウ  ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
    ['「カ）ａｂｃ．，／￥」', '｢ｶ)ABC.,/\\｣'],
  ])('%s', (name, kana) => {
    expect(toTransferKana(name)).toEqual({ kana, refused: [] });
  });

  test('kanji, signs and emoji are named once each', () => {
    expect(toTransferKana('山田 山 ★😀').refused).toEqual(['山', '田', '★', '😀']);
  });

  test('a bank that takes fewer signs has its own profile', () => {
    expect(toTransferKana('ア,イ', { symbols: '()-.' }).refused).toEqual([',']);
  });

  test('what is no byte of JIS X 0201 is never written', () => {
    expect([...transferBytes('ｱﾟ-')]).toEqual([0xb1, 0xdf, 0x2d]);
    expect(() => transferBytes('山')).toThrow(RangeError);
  });
});

describe('[L13.161] 記号 and 番号 of ゆうちょ become an account, and a wrong check digit is refused', () => {
  test.each([
    ['14030', '12345671', { branch: '408', branchKana: 'ﾖﾝｾﾞﾛﾊﾁ', type: 1, number: '1234567' }],
    ['１５１５０', '2111-1111', { branch: '518', branchKana: 'ｺﾞｲﾁﾊﾁ', type: 1, number: '2111111' }],
    ['14080', '12712721', { branch: '408', type: 1, number: '1271272' }],
    ['00580', '654321', { branch: '059', branchKana: 'ｾﾞﾛｺﾞｷﾕｳ', type: 2, number: '0654321' }],
    ['00160', '100001', { branch: '019', type: 2, number: '0100001' }],
  ])('%s %s', (symbol, number, account) => {
    expect(yuchoAccount(symbol, number)).toMatchObject({ bank: '9900', ...account });
  });

  test.each([
    ['10530', '12345671', { code: 'check-digit', expected: 2 }],
    ['24030', '12345671', { code: 'unreadable' }],
    ['1403', '12345671', { code: 'unreadable' }],
    ['14030', '12345670', { code: 'unreadable' }],
    ['14030', '123456711', { code: 'unreadable' }],
    ['00580', '1654321', { code: 'unreadable' }],
  ])('%s %s is refused', (symbol, number, refused) => {
    expect(yuchoAccount(symbol, number)).toEqual(refused);
  });
});

describe('[L13.162] banks are closed on weekends, holidays, and from 12/31 to 1/3', () => {
  test.each([
    ['2026-01-30', null],
    ['2026-01-31', '土曜日'],
    ['2026-02-01', '日曜日'],
    ['2025-12-30', null],
    ['2025-12-31', '年末年始'],
    ['2026-01-01', '年末年始'],
    ['2026-01-03', '年末年始'],
    ['2026-01-05', null],
    ['2026-01-12', '祝日'],
    ['2026-05-06', '祝日'],
    ['2026-05-07', null],
    ['2026-09-22', '祝日'],
  ])('%s: %s', (day, closure) => expect(bankClosure(day)).toBe(closure));

  test('the last business day by a day', () => {
    expect(bankDayBy('2026-02-01')).toBe('2026-01-30');
    expect(bankDayBy('2026-01-05')).toBe('2026-01-05');
    expect(bankDayBy('2026-01-04')).toBe('2025-12-30');
  });

  test('the holidays of 2025 are those the 内閣府 published', () => {
    expect([...holidaysOf(2025)].toSorted()).toEqual(
      '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24'
        .split(' ')
        .map((day) => `2025-${day}`),
    );
  });

  test('years of which nobody knows are refused', () => {
    for (const year of [2021, 2100, 2025.5]) expect(() => holidaysOf(year)).toThrow(RangeError);
  });
});

const LINE: TransferLine = {
  bank: '0177',
  bankKana: 'フクオカ',
  branch: '100',
  branchKana: 'ホンテン',
  type: 1,
  number: '7654321',
  holder: 'ヤマダ　タロウ',
  yen: 152_407,
  payee: 10_001,
  engagement: 5,
};
const BATCH: TransferBatch = {
  orderer: {
    code: '1234567890',
    name: 'サンプルセンター',
    bank: '0177',
    bankKana: 'フクオカ',
    branch: '200',
    branchKana: 'ケンチヨウ',
    type: 1,
    number: '1234567',
  },
  transferOn: '2026-01-30',
  lines: [LINE],
  lineEnds: 'crlf',
};
const refusals = (change: Partial<TransferBatch>) => {
  const made = makeTransferFile({ ...BATCH, ...change });
  return 'refused' in made ? made.refused.map(({ code, line }) => `${code}/${line}`) : [];
};

describe('[L13.163] a transfer file is records of 120 bytes, with count and sum at its end', () => {
  test('as the banks take it, byte for byte', () => {
    const sample = readFileSync(new URL('../../../../test/cases/transfer-file.sample.txt', import.meta.url));
    const orderer = { ...BATCH.orderer, name: 'ザイ)サンプルシンコウセンター', branchKana: 'ヨシヅカ' };
    const sato = yuchoAccount('14030', '12345671');
    if ('code' in sato) throw new Error('refused');
    const second = {
      ...sato,
      bankKana: 'ユウチヨ',
      holder: 'さとう　はなこ',
      yen: 30_482,
      payee: 10_002,
      engagement: 1,
    };
    const made = makeTransferFile({ ...BATCH, orderer, lines: [LINE, second] });
    expect('bytes' in made && [...made.bytes]).toEqual([...sample]);
  });

  test('without line ends where the bank wants it so', () => {
    const made = makeTransferFile({ ...BATCH, lineEnds: 'none', lines: [LINE, { ...LINE, yen: 1 }] });
    if ('refused' in made) throw new Error('refused');
    expect(made.bytes.length).toBe(5 * 120);
    expect(made).toMatchObject({ count: 2, totalYen: 152_408 });
    const text = String.fromCodePoint(...made.bytes);
    expect(text.slice(360, 379)).toBe('8000002000000152408');
  });
});

describe('[L13.164] a batch that is not right makes no file, and everything wrong is told at once', () => {
  test('a closed day names the business day before it', () => {
    const made = makeTransferFile({ ...BATCH, transferOn: '2026-02-01' });
    expect('refused' in made && made.refused[0]?.mend).toContain('令和8年1月30日（金）');
  });

  const long = (letters: number) => 'ア'.repeat(letters);
  test.each([
    ['nothing to pay', { lines: [] }, ['empty/null']],
    ['a Saturday', { transferOn: '2026-01-31' }, ['closed-day/null']],
    ['zero yen', { lines: [{ ...LINE, yen: 0 }] }, ['amount/1']],
    ['less than nothing', { lines: [LINE, { ...LINE, yen: -1 }] }, ['amount/2']],
    ['a fraction', { lines: [{ ...LINE, yen: 0.5 }] }, ['amount/1']],
    ['eleven digits', { lines: [{ ...LINE, yen: 10_000_000_000 }] }, ['amount/1']],
    ['ten digits', { lines: [{ ...LINE, yen: 9_999_999_999 }] }, []],
    [
      '100 transfers of ten digits',
      { lines: Array.from({ length: 100 }, () => ({ ...LINE, yen: 9_999_999_999 })) },
      [],
    ],
    [
      'a sum of thirteen digits',
      { lines: Array.from({ length: 101 }, () => ({ ...LINE, yen: 9_999_999_999 })) },
      ['too-many/null'],
    ],
    ['kanji', { lines: [{ ...LINE, holder: '山田 タロウ' }] }, ['name-characters/1']],
    ['no name', { lines: [{ ...LINE, holder: ' ' }] }, ['name-characters/1']],
    ['30 characters', { lines: [{ ...LINE, holder: long(30) }] }, []],
    ['31 characters', { lines: [{ ...LINE, holder: long(31) }] }, ['name-length/1']],
    ['29 letters, two of them voiced', { lines: [{ ...LINE, holder: `${long(27)}ガガ` }] }, ['name-length/1']],
    ['40 characters of the orderer', { orderer: { ...BATCH.orderer, name: long(40) } }, []],
    ['41 characters of the orderer', { orderer: { ...BATCH.orderer, name: long(41) } }, ['name-length/null']],
    ['six digits of an account', { lines: [{ ...LINE, number: '123456' }] }, ['account/1']],
    ['no code of the orderer', { orderer: { ...BATCH.orderer, code: '1' } }, ['own-number/null']],
    ['two mistakes', { transferOn: '2026-01-31', lines: [{ ...LINE, yen: 0 }] }, ['closed-day/null', 'amount/1']],
  ])('%s', (_, change, codes) => expect(refusals(change)).toEqual(codes));
});
