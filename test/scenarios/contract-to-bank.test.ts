import { goalSentences, resultSentences, withSentences } from '@banso/shared/engagement/kpi-sentences.ts';
import { blankForm } from '@banso/shared/forms/definition.ts';
import { KPI_FORM } from '@banso/shared/forms/growth-forms.ts';
import { factsOfPaper } from '@banso/server/forms/facts-of-paper.ts';
import { refold } from '@banso/server/refold.ts';
import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import { PAPERS } from '@banso/shared/forms/index.ts';
import { eraDate, formTime, spokenTime, wareki } from '@banso/shared/time/wareki.ts';
import { expect, onTestFinished, test } from 'vitest';
import * as typed from '../fixtures/one-engagement.ts';
import { onPglite } from '../support/databases.ts';
import { given } from '../support/given.ts';
import { type Entry, entriesOf } from '../support/typed-entries.ts';
import { openWorld } from '../world.ts';
import {
  approveRun,
  closeEngagement,
  concludeContract,
  handInPackage,
  holdVisit,
  pay,
  readNotice,
  registerPayee,
  type Story,
  takeBankFile,
  writePlan,
} from './contract-to-bank-steps.ts';

const databases = onPglite();

test('[L13.425][L13.422][L13.423][L13.371][L13.370] 一つの支援が、契約から振込データと支払通知まで進む間、同じことは一度しか入力されず、すべての様式に印刷される', async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);

  const story = await concludeContract(world);
  const { id, expert, phone } = story;
  const engagementNow = async () => given(await phone.store().engagement(id)).engagement;
  expect((await engagementNow()).core?.contract).toMatchObject({ number: typed.CONTRACT.number, expert });
  await writePlan(story);

  const waited: number[] = [];
  for (const number of [1, 2, 3, 4, 5]) waited.push(await holdVisit(story, number));
  // Start, end, report, signature and submission, and the next visit where there is one.
  expect(waited).toEqual([6, 6, 6, 6, 5]);
  await phone.sync();
  const visits = visitsInOrder(await engagementNow());
  expect(visits.map((visit) => [visit.status, netMinutes(visit)])).toEqual([
    ['approved', 197],
    ['approved', 193],
    ['approved', 195],
    ['approved', 203],
    ['approved', 203],
  ]);

  await closeEngagement(story);
  await registerPayee(story);
  await handInPackage(story);
  await phone.sync();
  const { finalPackage, ...handedIn } = await engagementNow();
  expect(finalPackage?.state).toBe('approved');
  // Five visits of 31,500 yen, and five ways of 2,100 yen.
  expect(currentInvoice(handedIn)?.invoice).toMatchObject({
    feeYen: 157_500,
    travelYen: 10_500,
    totalYen: 168_000,
    taxYen: 15_272,
  });

  const run = await approveRun(story);
  const [made] = await story.accountant.store().paymentRuns();
  expect(made?.payments[expert]).toMatchObject({
    totalYen: 168_000,
    baseYen: 152_728,
    withheldYen: 15_593,
    transferYen: 152_407,
  });
  const { answer, records } = await takeBankFile(story, run);
  expect(answer).toMatchObject({ count: 1, totalYen: 152_407 });
  // Header with MMDD, one transfer with account and amount, the sum, the end.
  expect(records.map(({ length }) => length)).toEqual([120, 120, 120, 120, 0]);
  const [header = '', transfer = '', sum = ''] = records;
  expect(header.slice(54, 58)).toBe('0130');
  expect([transfer.slice(1, 5), transfer.slice(20, 23)]).toEqual([typed.ACCOUNT.bankCode, typed.ACCOUNT.branchCode]);
  expect([transfer.slice(43, 50), transfer.slice(80, 90)]).toEqual([typed.ACCOUNT.number, '0000152407']);
  expect(sum.slice(1, 19)).toBe('000001000000152407');

  await pay(story, run, answer.sha256);
  const notice = await readNotice(story, run);
  for (const words of [typed.EXPERT.name, '168,000円', '15,272円', '152,728円', '15,593円', '金152,407円'])
    expect(notice).toContain(words);

  const entries = await entriesOf(world.server, phone.me.tenant);
  const papers = await papersOf(story);
  expect(FACTS.map(({ what, value, by }) => [what, ...entered(entries, value, by)])).toEqual(
    FACTS.map(({ what, carried = [] }) => [what, 1, carried.toSorted()]),
  );
  expect(FACTS.map(({ what, value, words }) => [what, ...printed(papers, words ?? value)])).toEqual(
    FACTS.map(({ what, on }) => [what, ...on]),
  );
  // The benefit in one line: the two names are typed once each, and every official form has them.
  for (const name of [typed.COMPANY.name, typed.EXPERT.name])
    expect(formsWith(papers, name).filter((form) => /^様式第\d号$/.test(form))).toEqual([
      '様式第1号',
      '様式第2号',
      '様式第3号',
      '様式第4号',
      '様式第5号',
      '様式第6号',
    ]);
  // What is tapped, reckoned or the programme's own is typed by nobody.
  for (const time of typed.VISITS.flatMap(({ began, ended }) => [began, ended])) {
    expect([time, ...typesWith(entries, time)]).toEqual([time]);
    expect(formsWith(papers, formTime(time), spokenTime(time))).toEqual([
      '様式第3号',
      '様式第5号',
      '訪問確認書',
      '訪問確認書（記入用）',
    ]);
  }
  for (const yen of ['31500', '2100', '15593']) expect([yen, ...typesTyping(entries, yen)]).toEqual([yen]);
  expect(formsWith(papers, '31,500円')).toEqual(['取引条件の通知', '様式第1号', '様式第5号']);
  expect(await refold(world.server)).toEqual([]);
});

/** Why a value stands in a body although nobody typed it there. */
const CARRIED = {
  'contract-offered@1': '専門家の登録から、契約書の画面に入っている',
  'visit-report-saved@1': '会社の登録から、同席した人として選ぶ',
  'visit-scheduled@1': '前の回の報告書から、次回の予定に入っている',
  'confirmation-signed@1': '会社が画面で読み、署名した内容の写し',
  'closing-signed@1': '会社が画面で読み、署名した内容の写し（全部の回）',
  'trip-recorded@1': '会社の登録から、旅費の画面に入っている',
  'account-registered@1': '専門家の登録と契約書から、口座の画面に入っている',
  'invoice-issued@1': '届出と訪問の記録から、一押しで作られる',
  'payment-run-made@1': '請求書から計算される',
  'payment-results-recorded@2': '振込の日に届いたという、別の事実',
} as const;
type Carrying = keyof typeof CARRIED;

type Fact = {
  readonly what: string;
  readonly value: string;
  /** The one type of operation in which somebody enters it. */
  readonly by: string;
  readonly carried?: readonly Carrying[];
  /** How papers say it, where they say it otherwise. */
  readonly words?: string;
  /** On how many kinds of paper it is printed, and on how many papers. */
  readonly on: readonly [kinds: number, papers: number];
};

const SIGNED = ['confirmation-signed@1', 'closing-signed@1'] as const;
const company = { by: 'company-registered@1' } as const;
const person = { by: 'person-registered@1' } as const;
const contract = { by: 'contract-offered@1' } as const;
const account = { by: 'account-registered@1' } as const;

/** What was written, with the figures of the ＫＰＩ below it. */
const AS_MEASURED = {
  values: { ...blankForm(KPI_FORM), ...typed.KPI },
  measurements: [{ id: 'm', by: '', atMs: 0, operation: '', note: '', corrects: null, ...typed.KPI_RESULT }],
};
const GOAL = withSentences(given(typed.PLAN.goal), goalSentences([AS_MEASURED]));
const ACHIEVEMENT = withSentences(given(typed.FINAL_REPORT.achievement), resultSentences([AS_MEASURED]));

const FACTS: readonly Fact[] = [
  { what: '会社の名称', value: typed.COMPANY.name, ...company, carried: SIGNED, on: [12, 24] },
  { what: '会社の所在地', value: typed.COMPANY.address, ...company, carried: ['trip-recorded@1'], on: [4, 8] },
  {
    what: '代表者の氏名',
    value: typed.COMPANY.representative.name,
    ...company,
    carried: ['visit-report-saved@1', ...SIGNED],
    on: [4, 16],
  },
  { what: '会社の担当者', value: typed.COMPANY.contact, ...company, on: [4, 8] },
  {
    what: '専門家の氏名',
    value: typed.EXPERT.name,
    ...person,
    carried: ['contract-offered@1', ...SIGNED, 'account-registered@1', 'invoice-issued@1'],
    on: [12, 24],
  },
  {
    what: '専門家のフリガナ',
    value: typed.EXPERT.kana,
    ...person,
    carried: ['account-registered@1'],
    on: [2, 2],
  },
  {
    what: '専門家の住所',
    value: typed.CONTRACT.address,
    ...contract,
    carried: ['account-registered@1'],
    on: [3, 3],
  },
  { what: '契約番号', value: typed.CONTRACT.number, ...contract, on: [4, 4] },
  { what: '契約の終わり', value: typed.CONTRACT.to, ...contract, words: eraDate(typed.CONTRACT.to), on: [2, 2] },
  { what: '目標', value: GOAL, by: 'plan-saved@2', words: given(typed.PLAN.goal), on: [2, 2] },
  // Carried on into the goal by one press: printed with it in 様式第2号 and 様式第4号.
  { what: 'ＫＰＩの目標の値', value: given(typed.KPI.target), by: 'kpi-saved@1', on: [3, 3] },
  { what: 'ＫＰＩの実績の値', value: typed.KPI_RESULT.value, by: 'kpi-measured@1', on: [2, 2] },
  {
    what: '達成度',
    value: ACHIEVEMENT,
    by: 'final-report-saved@1',
    words: given(typed.FINAL_REPORT.achievement),
    on: [1, 1],
  },
  ...typed.VISITS.flatMap(({ planned, report }, i): readonly Fact[] => {
    const visit = `第${i + 1}回`;
    const dayBy =
      i === 0 ? { by: 'visit-scheduled@1' } : { by: 'visit-report-saved@1', carried: ['visit-scheduled@1'] as const };
    return [
      // The report before it says when it is planned, too.
      { what: `${visit}の日`, value: planned.on, ...dayBy, words: wareki(planned.on), on: [4, i === 0 ? 4 : 5] },
      { what: `${visit}の要旨`, value: given(report.gist), by: 'visit-report-saved@1', on: [4, 4] },
      { what: `${visit}の内容`, value: given(report.content), by: 'visit-report-saved@1', on: [1, 1] },
    ];
  }),
  { what: '銀行', value: given(typed.ACCOUNT.bankName), ...account, on: [2, 2] },
  { what: '支店', value: given(typed.ACCOUNT.branchName), ...account, on: [2, 2] },
  { what: '口座番号', value: given(typed.ACCOUNT.number), ...account, on: [1, 1] },
  { what: '口座名義', value: given(typed.ACCOUNT.holder), ...account, on: [2, 2] },
  { what: '電話番号', value: given(typed.ACCOUNT.telephone), ...account, on: [1, 1] },
  {
    what: '登録番号',
    value: typed.REGISTRATION.number,
    by: 'payee-tax-stated@1',
    carried: ['invoice-issued@1', 'payment-run-made@1'],
    on: [1, 1],
  },
  {
    what: '振込の日',
    value: typed.TRANSFER_ON,
    by: 'payment-run-made@1',
    carried: ['payment-results-recorded@2'],
    on: [0, 0],
  },
];

/** How often a value is entered where it belongs, and which other types of operations have it in them. */
const entered = (entries: readonly Entry[], value: string, by: string) => {
  const types = entries.filter(({ values }) => values.includes(value)).map(({ type }) => type);
  const others = new Set(types.filter((type) => type !== by));
  return [types.filter((type) => type === by).length, [...others].toSorted()] as const;
};

const typesWith = (entries: readonly Entry[], value: string): readonly string[] =>
  entries.filter(({ values }) => values.includes(value)).map(({ type }) => type);

/** The same without those that only carry it on. */
const typesTyping = (entries: readonly Entry[], value: string): readonly string[] =>
  typesWith(entries, value).filter((type) => !Object.hasOwn(CARRIED, type));

type Paper = { readonly form: string; readonly text: string };

/** Every paper of the engagement, as it is printed now. */
const papersOf = async ({ world, id, expert, phone }: Story): Promise<readonly Paper[]> => {
  const { tenant } = phone.me;
  const asked = { tenant, engagement: id, baseUrl: 'http://banso.test', payee: expert };
  const facts = given(await world.server.store.read(tenant, (tx) => factsOfPaper(tx, asked)));
  return [...PAPERS.values()].flatMap(({ subjects, print }) =>
    subjects(facts.engagement).map((subject) => {
      const data = given(print(facts, subject));
      if ('refused' in data) throw new Error(data.refused);
      return { form: data.form.name, text: JSON.stringify(data) };
    }),
  );
};

/** The kinds of paper that say it in any of these words. */
const formsWith = (papers: readonly Paper[], ...words: readonly string[]): readonly string[] =>
  [...new Set(papers.filter(({ text }) => words.some((one) => text.includes(one))).map(({ form }) => form))].toSorted();

const printed = (papers: readonly Paper[], words: string): readonly [number, number] => [
  formsWith(papers, words).length,
  papers.filter(({ text }) => text.includes(words)).length,
];
