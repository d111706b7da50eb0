import { papersWaiting } from '@banso/client/features/desk/papers-waiting.ts';
import { accountOf, blankDraft, picturesToName, viewsOf } from '@banso/client/features/payee/account-draft.ts';
import { tripBodyOf, tripFormOf } from '@banso/client/features/visit/trip-form.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { closingToConfirm } from '@banso/shared/claim/closing-to-confirm.ts';
import { closingOf } from '@banso/shared/claim/closing-rows.ts';
import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import { draftInvoice } from '@banso/shared/claim/draft-invoice.ts';
import { standingReport } from '@banso/shared/claim/standing-report.ts';
import { contractTextOn } from '@banso/shared/contract/contract-text.ts';
import { addressInContracts, openPaper } from '@banso/shared/engagement/contract-paper.ts';
import { planValues } from '@banso/shared/engagement/plan.ts';
import { type FieldValue, type FieldValues, valueHash } from '@banso/shared/engagement/written.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import { blankForm } from '@banso/shared/forms/definition.ts';
import { FINAL_REPORT_FORM } from '@banso/shared/forms/final-report-form.ts';
import { BUSINESS_PLAN_FORM, KPI_FORM } from '@banso/shared/forms/growth-forms.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { issuerOf, newestAccount, NO_PAYEE } from '@banso/shared/payee/payee.ts';
import { payablesOf } from '@banso/shared/payment/payables.ts';
import { reckonRun, ruleOn } from '@banso/shared/payment/reckon-run.ts';
import { dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import * as typed from '../fixtures/one-engagement.ts';
import { declarations } from '../fixtures/contract.ts';
import { given } from '../support/given.ts';
import { readPdf } from '../support/read-pdf.ts';
import { inOrder } from '@banso/shared/engagement/growth.ts';
import { goalSentences, resultSentences, withSentences } from '@banso/shared/engagement/kpi-sentences.ts';
import { stageOfFinalReport } from '@banso/shared/engagement/final-report.ts';
import { expect } from 'vitest';
import { samplePhoto } from '../support/sample-photo.ts';
import type { Device, World } from '../world.ts';
import { companySigns, endVisit, mustBeRecorded, startVisit, submit, visitOf, writeReport } from './visit-steps.ts';

/** Everybody on a device of their own, and the engagement they work on. */
export type Story = {
  readonly world: World;
  readonly id: string;
  readonly expert: string;
  readonly phone: Device;
  readonly approver: Device;
  readonly administrator: Device;
  readonly accountant: Device;
};

const viewOn = async (device: Device, id: string) => given(await device.store().engagement(id));

/** Records on a device and sends it; throws unless the office has carried it out. */
const act = async <Type extends keyof BodyOf>(device: Device, type: Type, aggregate: string, body: BodyOf[Type]) => {
  await device.sync();
  mustBeRecorded(await device.record({ type, aggregate, body }));
  await device.sync();
  const verdict = (await device.store().outbox()).at(-1)?.verdict;
  if (verdict?.outcome !== 'accepted') throw new Error(`${type}: ${JSON.stringify(verdict)}`);
};

/** Lets the time come, for the server and every device. */
export const comes = (world: World, on: string, time: string): void =>
  world.pass(Math.round((instantInJapan(on, time) - world.nowMs()) / 60_000));

/** F-2-1…3: company, expert and choice; then the contract, offered by the office and agreed to on both sides. */
export const concludeContract = async (world: World): Promise<Story> => {
  const administrator = await world.desk('administrator');
  const today = dayInJapan(world.nowMs());
  const [programme] = await administrator.store().programmes();
  const { id: inProgramme, contractTexts = [] } = given(programme);
  const [company, expert, id] = [administrator.newId(), administrator.newId(), administrator.newId()];
  await act(administrator, 'company-registered@1', company, typed.COMPANY);
  await act(administrator, 'person-registered@1', expert, {
    name: typed.EXPERT.name,
    kana: typed.EXPERT.kana,
    roles: [{ role: 'expert', programme: inProgramme }],
    registration: { number: typed.EXPERT.number, from: '2025-04-01', to: '2026-03-31' },
  });
  await act(administrator, 'engagement-created@1', id, { programme: inProgramme, company });
  await act(administrator, 'expert-assigned@1', id, {
    expert,
    on: today,
    department: '経営力再構築課',
    reason: '同じ業種での支援の経験による。',
  });
  const { number, from, to, address } = typed.CONTRACT;
  const paper = administrator.newId();
  const { expert: chosen } = await viewOn(administrator, id);
  await act(administrator, 'contract-offered@1', id, {
    paper,
    text: given(contractTextOn(contractTexts, today)).id,
    number,
    from,
    to,
    route: 'electronic',
    party: { kind: 'individual', address, company: '', title: '', name: given(chosen).name },
  });
  const phone = await world.joins(expert);
  const { sha256 } = given(openPaper((await viewOn(phone, id)).engagement)?.file);
  const signed = { paper, sha256, passkey: null };
  await act(phone, 'contract-agreed@1', id, { ...signed, declarations });
  const approver = await world.desk('approver');
  await act(approver, 'contract-signed@1', id, { ...signed, decisionNumber: '決裁サンプル第31号' });
  await act(phone, 'conditions-opened@1', id, { paper });
  const accountant = await world.desk('accountant');
  return { world, id, expert, phone, approver, administrator, accountant };
};

const changesOf = (before: FieldValues, written: Readonly<Record<string, FieldValue | undefined>>) =>
  Object.entries(written).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, base: valueHash(given(before[field])), value }],
  );

/** 様式第2号, handed in and read by the office; and what is to grow. */
export const writePlan = async ({ id, phone, approver }: Story): Promise<void> => {
  const kpi = phone.newId();
  await act(phone, 'kpi-saved@1', id, { kpi, changes: changesOf(blankForm(KPI_FORM), typed.KPI) });
  // Its figures are carried on into the goal by one press.
  const goals = goalSentences(inOrder((await viewOn(phone, id)).engagement.kpis));
  const plan = { ...typed.PLAN, goal: withSentences(given(typed.PLAN.goal), goals) };
  await act(phone, 'plan-saved@2', id, { changes: changesOf(planValues(null), plan) });
  await act(phone, 'plan-submitted@2', id, {});
  await act(approver, 'plan-checked@1', id, {});
  const businessPlan = changesOf(blankForm(BUSINESS_PLAN_FORM), typed.BUSINESS_PLAN);
  await act(phone, 'business-plan-saved@1', id, { changes: businessPlan });
};

/** One visit as the expert holds it where there is no signal, then its approval. Says how many operations waited on the phone. */
export const holdVisit = async ({ world, id, phone, approver }: Story, number: number): Promise<number> => {
  const place = { engagement: id, number };
  const { planned, began, ended, report } = given(typed.VISITS[number - 1]);
  const next = typed.VISITS[number]?.planned;
  if (number === 1)
    await planVisit(phone, id, { number, ...planned, mode: 'onSite', place: given(typed.COMPANY.places[0]) });
  await phone.sync();
  phone.cutNetwork();
  comes(world, planned.on, began);
  await startVisit(phone, place);
  comes(world, planned.on, ended);
  await endVisit(phone, place);
  // Written and signed at the table, before the expert leaves.
  world.pass(12);
  const { name } = typed.COMPANY.representative;
  await writeReport(
    phone,
    {
      present: name,
      breakMinutes: 10,
      progress: 'asPlanned',
      ...report,
      ...(next ? { nextOn: next.on, nextFrom: next.from, nextTo: next.to } : {}),
    },
    place,
  );
  await companySigns(phone, place, number);
  await submit(phone, place);
  if (next) {
    // As 次回の予定を入れる does it: with what the report says.
    const { nextOn: on, nextFrom: from, nextTo: to, mode, place: where } = (await visitOf(phone, place)).fields;
    await planVisit(phone, id, { number: number + 1, on, from, to, mode, place: where });
  }
  await phone.sync();
  const { waiting } = phone.status();
  phone.restoreNetwork();
  await phone.sync();
  await approver.signInAgain();
  await approver.sync();
  const { id: visit } = await visitOf(approver, place);
  await act(approver, 'visit-approved@1', id, { visit });
  return waiting;
};

const planVisit = async (phone: Device, id: string, schedule: Omit<BodyOf['visit-scheduled@1'], 'visit'>) =>
  mustBeRecorded(
    await phone.record({ type: 'visit-scheduled@1', aggregate: id, body: { visit: phone.newId(), ...schedule } }),
  );

/** The ways, what has grown, 様式第4号, and the company's word over all visits. */
export const closeEngagement = async ({ world, id, phone }: Story): Promise<void> => {
  comes(world, typed.CLOSED_ON, '10:00');
  const view = await viewOn(phone, id);
  const destination = given(view.company).address;
  const [first] = Object.values(view.engagement.visits);
  const way = { ...tripFormOf(null, { origin: '', destination }), origin: typed.TRIP_ORIGIN };
  await act(phone, 'trip-recorded@1', id, tripBodyOf(given(first).id, way));
  const [kpi] = Object.keys(view.engagement.kpis);
  const measured = { kpi: given(kpi), measurement: phone.newId(), ...typed.KPI_RESULT, note: '', corrects: null };
  await act(phone, 'kpi-measured@1', id, measured);
  const results = resultSentences(inOrder((await viewOn(phone, id)).engagement.kpis));
  const achievement = withSentences(given(typed.FINAL_REPORT.achievement), results);
  const report = { ...typed.FINAL_REPORT, achievement, declaredOn: dayInJapan(world.nowMs()) };
  await act(phone, 'final-report-saved@1', id, { changes: changesOf(blankForm(FINAL_REPORT_FORM), report) });
  await act(phone, 'final-report-submitted@1', id, {});
  await companyCloses(phone, id, dayInJapan(world.nowMs()));
};

const companyCloses = async (phone: Device, id: string, today: string): Promise<void> => {
  await phone.sync();
  const { engagement, company, expert, ruleSet } = await viewOn(phone, id);
  const asked = given(
    closingToConfirm({ engagement, company: given(company), expert: given(expert).name, ruleSet, today }),
  );
  const { text, hash, parties, sentence } = asked;
  const signed = {
    confirmation: phone.newId(),
    hash,
    manner: { by: 'strokes', strokes: sampleStrokes(9) },
    proxy: null,
    signer: { ...given(company).representative, role: 'representative', identifiedBy: 'metOnSite' },
  } as const;
  const deviceSignature = await phone.sign(confirmationStatement(signed));
  await act(phone, 'closing-signed@1', id, {
    ...signed,
    version: 1,
    text,
    sentence,
    parties,
    appVersion: '0.0.0',
    deviceSignature,
  });
};

/** 様式第6号 with the passbook, as the account screen fills it; accounting compares and decides. */
export const registerPayee = async ({ id, expert, phone, accountant }: Story): Promise<void> => {
  await act(phone, 'payee-tax-stated@1', expert, {
    kind: 'individual',
    registration: { ...typed.REGISTRATION },
    rounding: 'floor',
    showsReferenceTax: false,
  });
  const { bytes, width, height } = await samplePhoto();
  for (const shows of ['cover', 'inside'] as const) {
    const picture = { bytes, width, height };
    mustBeRecorded(await phone.store().addPassbook({ aggregate: expert, passbook: phone.newId(), shows, picture }));
  }
  await phone.sync();
  const { engagement, expert: person } = await viewOn(phone, id);
  const address = addressInContracts([engagement], expert);
  const known = (await phone.store().payee(expert)) ?? NO_PAYEE;
  const { name, kana } = given(person);
  const draft = { ...blankDraft({ name, kana, address, last: newestAccount(known) }), ...typed.ACCOUNT };
  const made = accountOf(draft, picturesToName(known, viewsOf(draft)));
  if ('errors' in made) throw new Error(JSON.stringify(made.errors));
  const account = phone.newId();
  await act(phone, 'account-registered@1', expert, { account, ...made.body });
  await accountant.signInAgain();
  await act(accountant, 'payee-kind-decided@1', expert, { kind: 'individual', reason: '契約書の名義による。' });
  await act(accountant, 'account-verified@1', expert, { account, released: false, reason: '' });
};

/** 様式第5号 with one press, and everything handed in, checked and approved by different people. */
export const handInPackage = async (story: Story): Promise<void> => {
  const { world, id, expert, phone, approver, administrator } = story;
  await phone.sync();
  const { engagement, ruleSet } = await viewOn(phone, id);
  const payee = given(await phone.store().payee(expert));
  const account = given(newestAccount(payee));
  const issuer = { ...given(issuerOf(payee)), name: account.name };
  const on = dayInJapan(world.nowMs());
  const { invoice } = given(draftInvoice({ engagement, ruleSet: given(ruleSet), issuer, on }));
  await act(phone, 'invoice-issued@1', id, {
    invoice: phone.newId(),
    on,
    issuer: { ...issuer, registration: issuer.registration && { ...issuer.registration } },
    seen: { totalYen: invoice.totalYen, taxYen: invoice.taxYen },
    replaces: null,
  });
  const { engagement: whole } = await viewOn(phone, id);
  const papers = {
    finalReport: given(standingReport(whole)),
    invoice: given(currentInvoice(whole)).id,
    confirmation: given(closingOf(whole)).confirmation.id,
  };
  // The phone has its owner's accounts: it says at once, also without a network, what the server would say later.
  const body = { ...papers, account: phone.newId() };
  expect(await phone.record({ type: 'package-submitted@1', aggregate: id, body })).toEqual({
    refusal: { refused: 'package_incomplete', detail: ['account'] },
  });
  await act(phone, 'package-submitted@1', id, { ...papers, account: account.id });
  await administrator.signInAgain();
  await act(administrator, 'package-checked@1', id, {});
  await approver.signInAgain();
  await act(approver, 'package-approved@1', id, {});
  // One submission, one decision: nothing of it waits any more.
  await phone.sync();
  expect(papersWaiting((await viewOn(approver, id)).engagement)).toEqual([]);
  expect(stageOfFinalReport((await viewOn(phone, id)).engagement)).toBe('approved');
};

/** 支払案: one makes it from what accounting's device holds, another checks, a third approves. */
export const approveRun = async ({ id, accountant, administrator, approver }: Story): Promise<string> => {
  await accountant.sync();
  const store = accountant.store();
  const { engagement, programme: mayBe } = await viewOn(accountant, id);
  const programme = given(mayBe);
  await act(accountant, 'payer-account-registered@1', programme.id, { ...typed.OFFICE_ACCOUNT });
  const people = await store.people();
  const payees = new Map(await Promise.all(people.map(async (one) => [one.id, await store.payee(one.id)] as const)));
  const payables = payablesOf({
    id,
    engagement,
    programme,
    runs: await store.paymentRuns(),
    payeeOf: (person) => payees.get(person) ?? null,
    nameOf: (person) => people.find((one) => one.id === person)?.name ?? null,
  });
  const transferOn = typed.TRANSFER_ON;
  const rule = given(ruleOn(programme, transferOn));
  const run = accountant.newId();
  await act(accountant, 'payment-run-made@1', run, {
    programme: programme.id,
    transferOn,
    rule: { ...rule },
    payments: reckonRun(payables, { rule, transferOn }).map((payment) => ({
      ...payment,
      invoices: payment.invoices.map((one) => ({ ...one, groups: one.groups.map((group) => ({ ...group })) })),
    })),
  });
  await act(administrator, 'payment-run-checked@1', run, {});
  await act(approver, 'payment-run-approved@1', run, { decisionNumber: '決裁サンプル第32号' });
  return run;
};

/** The bank's file, as its records. */
export const takeBankFile = async ({ accountant }: Story, run: string) => {
  const path = `/api/payments/runs/${run}/file`;
  // Said by the real server; anything else makes the comparison fail.
  const answer = (await (await accountant.ask(path, {})).json()) as {
    readonly sha256: string;
    readonly count: number;
    readonly totalYen: number;
  };
  const file = Buffer.from(await (await accountant.ask(path)).arrayBuffer());
  return { answer, records: file.toString('latin1').split('\r\n') };
};

/** The file goes to the bank; on its day the money arrives. */
export const pay = async ({ world, expert, accountant }: Story, run: string, sha256: string): Promise<void> => {
  await act(accountant, 'payment-run-sent@1', run, { on: dayInJapan(world.nowMs()), sha256 });
  comes(world, typed.TRANSFER_ON, '15:00');
  await accountant.signInAgain();
  const results = [{ payee: expert, outcome: 'paid' as const, on: typed.TRANSFER_ON, reason: '' }];
  await act(accountant, 'payment-results-recorded@2', run, { results });
  await act(accountant, 'payment-run-closed@1', run, {});
};

/** 支払通知書, as the expert opens it on the phone. */
export const readNotice = async ({ expert, phone }: Story, run: string): Promise<string> => {
  await phone.sync();
  const answer = await phone.ask(`/api/payments/runs/${run}/notices/${expert}.pdf`);
  const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
  return pages.map(({ text }) => text).join('\n');
};
