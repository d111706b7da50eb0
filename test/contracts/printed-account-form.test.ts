import { openPrinter } from '@banso/server/forms/printer.ts';
import { accountForm } from '@banso/shared/forms/account-form.ts';
import type { PaperFacts } from '@banso/shared/forms/form-facts.ts';
import type { AccountVersion } from '@banso/shared/payee/payee.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { engagementWith, EXPERT, goodVisit } from '../fixtures/engagement.ts';
import { EXPERT_PERSON, formFacts } from '../fixtures/forms.ts';
import { REGISTERED, VERSION } from '../fixtures/payee-cases.ts';
import { builtForms } from '../support/built-forms.ts';
import { golden, keepToLook } from '../support/golden.ts';
import { type ReadPdf, readPdf } from '../support/read-pdf.ts';

const PRINTED_MS = instantInJapan('2026-01-20', '10:00');
const printer = openPrinter(builtForms, () => {});
afterAll(() => printer.close());

const facts = (change: Partial<AccountVersion> | null): PaperFacts => {
  const account = { ...VERSION, atMs: instantInJapan('2026-01-15', '09:00'), ...change };
  const record = change === null ? null : { ...REGISTERED, accounts: { [account.id]: account } };
  return {
    ...formFacts(goodVisit(), { engagement: engagementWith(goodVisit()) }),
    payee: { person: EXPERT_PERSON, record },
  };
};

const print = async (name: string, of: PaperFacts, masked: boolean): Promise<ReadPdf> => {
  const data = accountForm(of, EXPERT, { masked });
  if (!data || 'refused' in data) throw new Error('nothing to print');
  const printed = await printer.print(data, PRINTED_MS);
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  keepToLook(name, printed.pdf);
  return readPdf(printed.pdf);
};

const YUCHO: Partial<AccountVersion> = {
  bank: { code: '9900', name: 'ゆうちょ', kana: 'ユウチヨ' },
  branch: { code: '408', name: '四〇八', kana: 'ヨンゼロハチ' },
  number: '1234567',
  yucho: { symbol: '14030', number: '12345671' },
};
const LONG: Partial<AccountVersion> = {
  ...YUCHO,
  bank: { code: '1234', name: 'サンプル県信用農業協同組合連合会見本中央', kana: 'サンプル' },
  branch: { code: '567', name: '見本市役所前出張所サンプル第二', kana: 'ミホン' },
  holder: 'サンプルキヤロツトコンサルテイング アオヤギ ユミコ',
  address: `${'福岡県うきは市見本町大字長い地名字さらに長い地名'.repeat(4)}サンプルビル新館12階1201号室`,
  name: '青柳　由美子（サンプル・とても長い屋号を名のる個人事業者）',
};

describe('[L13.315] form 6 looks as it was looked at, with the labels of the official form', () => {
  test.each([
    ['account-empty', facts(null), false, 1],
    ['account-typical', facts({}), false, 1],
    ['account-long', facts(LONG), false, 1],
    [
      'account-rare-kanji',
      facts({ name: '髙﨑 𠮷子（サンプル）', address: '福岡県北九州市戸畑区髙﨑𠮷町1-2', type: 2 }),
      false,
      1,
    ],
    ['account-copy', facts(YUCHO), true, 1],
  ] as const)('%s', async (name, of, masked, pages) => {
    const pdf = await print(name, of, masked);
    expect(pdf.pages).toHaveLength(pages);
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    await expect(golden(pdf)).toMatchFileSnapshot(`../fixtures/printed/${name}.txt`);
  });

  test('a masked copy holds no more than three digits of the number', async () => {
    const text = golden(await print('account-copy', facts(YUCHO), true));
    expect(text).not.toContain('1234567');
    expect(text).not.toContain('12345671');
    expect(text).toContain('****567');
  });
});

test('[L13.431] the title of form 6 is broken as on the official form, and no label loses its last letter to a second line', async () => {
  const [page] = (await print('account-title', facts({}), false)).pages;
  expect((page?.lines ?? []).map((line) => line.slice(8))).toEqual(
    expect.arrayContaining(['経営革新計画伴走支援事業', '振込口座確認票', '個人口座名義人名']),
  );
});
