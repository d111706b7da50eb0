import { openPrinter } from '@banso/server/forms/printer.ts';
import { contractConditions, contractRecord } from '@banso/shared/forms/contract-record.ts';
import { contractForm } from '@banso/shared/forms/contract-form.ts';
import type { ContractPaper } from '@banso/shared/engagement/contract-paper.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { terminationNotice } from '@banso/shared/forms/termination-notice.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { afterAll, describe, expect, test } from 'vitest';
import {
  after,
  chosen,
  concluded,
  CONTRACT_CONTEXT,
  contractText,
  notice,
  noticed,
  offerBody,
  offered,
  PAPER,
} from '../fixtures/contract.ts';
import { APPROVER, operation } from '../fixtures/engagement.ts';
import { formFacts } from '../fixtures/forms.ts';
import { builtForms } from '../support/built-forms.ts';
import { golden, keepToLook } from '../support/golden.ts';
import { type ReadPdf, readPdf } from '../support/read-pdf.ts';

const PRINTED_MS = instantInJapan('2025-12-20', '10:00');
const printer = openPrinter(builtForms, () => undefined);
afterAll(() => printer.close());

type Form = (
  facts: ReturnType<typeof formFacts>,
  paper: ContractPaper,
) => PrintData | { readonly refused: string } | null;

const print = async (name: string, form: Form, engagement: Engagement): Promise<ReadPdf> => {
  const paper = engagement.contractPapers[PAPER];
  const data = paper && form(formFacts(undefined, { engagement }), paper);
  if (!data || 'refused' in data) throw new Error('nothing to print');
  const printed = await printer.print(data, PRINTED_MS);
  if (!('pdf' in printed)) throw new Error(JSON.stringify(printed));
  keepToLook(name, printed.pdf);
  return readPdf(printed.pdf);
};

/** More clauses, and longer ones, than a sheet holds. */
const long: Engagement = (() => {
  const clauses = `${contractText.clauses}\n${Array.from({ length: 30 }, (_, i) => `## （追加の定め その${i + 1}）\n第${i + 15}条　${'双方は、誠実にこの契約を守り、疑いが生じたときは話し合う。'.repeat(6)}`).join('\n')}`;
  const basis = CONTRACT_CONTEXT.contractBasis;
  const context = basis && { ...CONTRACT_CONTEXT, contractBasis: { ...basis, texts: [{ ...contractText, clauses }] } };
  return after(chosen, [operation('contract-offered@1', offerBody, { actor: APPROVER })], context ?? CONTRACT_CONTEXT);
})();

/** From 平成 into the first year of 令和, with a corporation whose names are rare. */
const rare: Engagement = offered({
  route: 'paper',
  from: '2019-04-30',
  to: '2019-05-31',
  party: {
    kind: 'corporation',
    address: '福岡県見本市髙﨑町𠮷野2-3（サンプル）',
    company: '合同会社 髙﨑𠮷経営（サンプル）',
    title: '代表社員',
    name: '𠮷野 﨑子（サンプル）',
  },
});

describe('[L13.204] the contract is printed as it was offered, in the wording and with the frames of its route', () => {
  test.each([
    ['contract-electronic', contractForm, concluded(), 3],
    ['contract-on-paper', contractForm, offered({ route: 'paper' }), 3],
    ['contract-rare-kanji', contractForm, rare, 3],
    ['contract-record', contractRecord, concluded(), 1],
    ['contract-conditions', contractConditions, concluded(), 1],
  ] as const)('%s', async (name, form, engagement, pageCount) => {
    const pdf = await print(name, form, engagement);
    expect(pdf.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    await expect(golden(pdf)).toMatchFileSnapshot(`../fixtures/printed/${name}.txt`);
    expect(pdf.pages).toHaveLength(pageCount);
  });
  test('[L13.209] the notice that a contract ends early', async () => {
    const engagement = noticed();
    const ending = engagement.contractEndings[notice.ending];
    if (ending?.how !== 'terminated') throw new Error('there is no notice');
    const pdf = await print('termination-notice', (facts) => terminationNotice(facts, ending), engagement);
    await expect(golden(pdf)).toMatchFileSnapshot('../fixtures/printed/termination-notice.txt');
    expect(pdf.pages).toHaveLength(1);
  });
  test('[L12.399] clauses that fill many sheets go on, and the parties stand below the last of them', async () => {
    const pdf = await print('contract-long', contractForm, long);
    await expect(golden(pdf)).toMatchFileSnapshot('../fixtures/printed/contract-long.txt');
    const { pages } = pdf;
    expect(pages.length).toBeGreaterThan(5);
    const parties = pages.filter(({ lines }) => lines.some((line) => line.includes('（氏名）')));
    expect(parties).toHaveLength(1);
    expect(parties[0]?.lines.some((line) => line.includes('理事長'))).toBe(true);
    // [L12.399] The page of the seals bears the last article and the closing sentence.
    expect(parties[0]?.lines.some((line) => line.includes('この契約の証'))).toBe(true);
    expect(parties[0]?.lines.some((line) => line.includes('（追加の定め その30）'))).toBe(true);
  });
});
