import { expect, test } from 'vitest';
import {
  APPROVER,
  CONTEXT,
  DAY,
  engagementWith,
  EXPERT,
  goodVisit,
  operation,
} from '../../../test/fixtures/engagement.ts';
import { ACTIONS, BUSINESS_PLAN, KPI } from '../../../test/fixtures/growth.ts';
import {
  FULL_PLAN,
  FULL_REPORT,
  planHandedIn,
  planWritten,
  reportHandedIn,
  reportWritten,
} from '../../../test/fixtures/written-cases.ts';
import { given } from '../../../test/support/given.ts';
import { apply } from '../operation/apply.ts';
import type { Envelope } from '../operation/envelope.ts';
import type { BodyOf } from '../operation/register.ts';
import { isRefusal } from '../operation/refusals.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { instantInJapan } from '../time/day.ts';
import { type Engagement, engagementParts } from './engagement.ts';
import { finalReportBasis, finalReportStage, standingFinalReport } from './final-report.ts';
import { artefactsOf, figureOf, kpiProgress, measurementsOf } from './growth.ts';
import { changedInPlan, planBasis, planOfValues, planStage, planValues, planVersions, standingPlan } from './plan.ts';
import { valueHash } from './written.ts';

const after = (state: Engagement, envelope: Envelope): Engagement => {
  const outcome = apply(state, envelope, CONTEXT);
  if (isRefusal(outcome)) throw new Error(`${outcome.refused} ${outcome.detail?.join()}`);
  return outcome.state;
};
const refusedAs = (state: Engagement, envelope: Envelope, context = CONTEXT) => {
  const outcome = apply(state, envelope, context);
  return isRefusal(outcome) ? [outcome.refused, ...(outcome.detail ?? [])] : [];
};
const at = (time: string) => ({ wallMs: instantInJapan(DAY, time), monoMs: 0, page: 'page', offsetMs: null });
const changed = (field: string, from: string, value: string, settles?: readonly string[]) => ({
  changes: [{ field, base: valueHash(from), value, ...(settles ? { settles: [...settles] } : {}) }],
});
const save = (field: string, from: string, value: string, settles?: readonly string[]) =>
  operation('plan-saved@2', changed(field, from, value, settles));
const byOffice = <T extends 'plan-checked@1' | 'plan-sent-back@1'>(state: Engagement, type: T, body: BodyOf[T]) =>
  operation(type, body, { actor: APPROVER, basis: state.plan ? planBasis(state.plan) : null });
const submit = (state: Engagement, time = '17:00') =>
  operation('plan-submitted@2', {}, { basis: state.plan ? planBasis(state.plan) : null, clock: at(time) });
const comments = [{ field: 'goal', text: '数字で書いてください。' }];

test('[L13.240] what the phone wrote and what the PC wrote of one field are both kept until their author chooses', () => {
  const phone = after(planWritten, save('goal', FULL_PLAN.goal, '粗利率を34％にする。'));
  const both = after(phone, save('goal', FULL_PLAN.goal, '粗利率を35％にする。'));
  expect(both.plan?.goal).toBe('粗利率を34％にする。');
  expect(both.plan?.conflicts).toMatchObject([{ field: 'goal', value: '粗利率を35％にする。', by: EXPERT }]);
  expect(refusedAs(both, submit(both))).toEqual(['form_incomplete', 'goal']);
  const other = both.plan?.conflicts?.[0]?.id ?? '';
  // Chosen from a text that is no longer there: the choice stays open, and so does what was chosen.
  const stale = after(both, save('goal', FULL_PLAN.goal, '粗利率を36％にする。', [other]));
  expect(stale.plan?.conflicts).toHaveLength(2);
  const chosen = after(both, save('goal', '粗利率を34％にする。', '粗利率を35％にする。', [other]));
  expect([chosen.plan?.goal, chosen.plan?.conflicts]).toEqual(['粗利率を35％にする。', []]);
});

test('[L13.240] two fields written in two places go together, cells of the table too', () => {
  const phone = after(planWritten, save('content/3', '値付けの見直し', '値付けと売り場の見直し'));
  const both = after(phone, save('month/3', '11', '12'));
  expect(both.plan?.rows[2]).toEqual({ number: 3, month: 12, third: 'early', content: '値付けと売り場の見直し' });
  expect(both.plan?.conflicts).toEqual([]);
});

test('[L13.241] a plan that is handed in stays as it was, and what is written afterwards becomes the next version', () => {
  const first = after(planWritten, submit(planWritten));
  expect([planStage(first.plan), first.plan?.submittedBy]).toEqual(['submitted', EXPERT]);
  expect(refusedAs(first, submit(first))).toEqual(['wrong_state', 'submitted']);
  const edited = after(first, save('deliverable', FULL_PLAN.deliverable, '原価表'));
  expect([planStage(edited.plan), standingPlan(edited.plan)?.contents.deliverable]).toEqual([
    'changed',
    FULL_PLAN.deliverable,
  ]);
  const second = after(edited, submit(edited, '18:00'));
  expect(
    planVersions(second.plan).map(({ number, by, atMs, contents }) => [number, by, atMs, contents.deliverable]),
  ).toEqual([
    [1, EXPERT, instantInJapan(DAY, '17:00'), FULL_PLAN.deliverable],
    [2, EXPERT, instantInJapan(DAY, '18:00'), '原価表'],
  ]);
  const [old, now] = planVersions(second.plan);
  if (!old || !now) throw new Error('two versions were handed in');
  expect(changedInPlan(old.contents, now.contents)).toEqual(['deliverable']);
});

test('[L13.241] a plan of the first kind of saving counts as its first version, and older phones leave versions alone', () => {
  const old = engagementWith(goodVisit());
  expect(planVersions(old.plan)).toMatchObject([{ number: 1, by: EXPERT, contents: { goal: old.plan?.goal } }]);
  const edited = after(old, save('deliverable', '原価表', '原価表と手順書'));
  expect(planVersions(edited.plan)[0]?.contents.deliverable).toBe('原価表');
  const {
    submittedAtMs: _a,
    submittedBy: _b,
    conflicts: _c,
    versions: _v,
    ...whole
  } = { ...given(old.plan), conflicts: [], versions: [] };
  const byOldPhone = after(edited, operation('plan-saved@1', { ...whole, rows: [], goal: '目標' }));
  expect([byOldPhone.plan?.goal, planVersions(byOldPhone.plan)]).toEqual(['目標', planVersions(edited.plan)]);
  const handedIn = after(byOldPhone, operation('plan-submitted@1', {}));
  expect(planVersions(handedIn.plan).map(({ number, contents }) => [number, contents.goal])).toEqual([
    [1, old.plan?.goal],
    [2, '目標'],
  ]);
});

test('[L13.242] the office sends a plan back with comments or notes that it was checked; nothing waits for the check', () => {
  const sentBack = after(planHandedIn, byOffice(planHandedIn, 'plan-sent-back@1', { comments }));
  expect([planStage(sentBack.plan), standingPlan(sentBack.plan), sentBack.plan?.submittedAtMs]).toEqual([
    'sentBack',
    null,
    null,
  ]);
  const mended = after(sentBack, save('goal', FULL_PLAN.goal, '粗利率を34％にする。'));
  const again = after(mended, submit(mended));
  const checked = after(again, byOffice(again, 'plan-checked@1', {}));
  expect([planStage(checked.plan), standingPlan(checked.plan)?.number]).toEqual(['approved', 2]);
  // What the desk decides on is what it saw.
  expect(refusedAs(again, byOffice(planHandedIn, 'plan-checked@1', {}))).toEqual(['basis_changed']);
});

test('[L13.243] nothing is handed in before the contract, unfinished, or where the programme has no such form', () => {
  const { core } = planWritten;
  if (!core) throw new Error('the fixture has a core');
  const noContract = { ...planWritten, core: { ...core, contract: null } };
  expect(refusedAs(noContract, submit(noContract))).toEqual(['no_contract_yet']);
  const later = { number: '1', concludedOn: '2025-12-19', from: '2025-12-19', to: '2026-01-31' };
  const early = { ...planWritten, core: { ...core, contract: later } };
  expect(refusedAs(early, submit(early))).toEqual(['no_contract_yet']);
  const unfinished = after(planWritten, save('third/2', 'middle', ''));
  expect(refusedAs(unfinished, submit(unfinished))).toEqual(['form_incomplete', 'rows']);
  const elsewhere = { ...CONTEXT, ruleSet: TOTTORI_R6 };
  expect(refusedAs(planWritten, submit(planWritten), elsewhere)).toEqual(['not_in_programme']);
});

test('[L13.244] a wish for fares counts as it was handed in, not as it is being written', () => {
  const edited = after(
    planHandedIn,
    operation('plan-saved@2', { changes: [{ field: 'actualFareWanted', base: valueHash(false), value: true }] }),
  );
  expect([edited.plan?.actualFareWanted, standingPlan(edited.plan)?.contents.actualFareWanted]).toEqual([true, false]);
  expect(refusedAs(edited, submit(edited))).toEqual(['form_incomplete', 'nearestStop']);
});

test('[L13.245] field by field and back a plan is the same plan', () => {
  expect(planOfValues(planValues(FULL_PLAN))).toEqual(FULL_PLAN);
  expect(planOfValues(planValues(null)).rows).toEqual([]);
});

const reportBasis = ({ closing }: Engagement) => (closing ? finalReportBasis(closing) : null);
const ofReport = <T extends 'final-report-submitted@1' | 'final-report-approved@1'>(
  state: Engagement,
  type: T,
  actor: string,
) => operation(type, {}, { actor, basis: reportBasis(state) });

test('[L13.246] the final report is handed in whole with the declaration, sent back, handed in again and approved by somebody else', () => {
  const undeclared = {
    ...reportWritten,
    closing: { ...given(reportWritten.closing), values: { ...FULL_REPORT, noPrivateConsulting: false } },
  };
  expect(refusedAs(undeclared, ofReport(undeclared, 'final-report-submitted@1', EXPERT))).toEqual([
    'form_incomplete',
    'noPrivateConsulting',
  ]);
  const handedIn = after(reportWritten, ofReport(reportWritten, 'final-report-submitted@1', EXPERT));
  expect(finalReportStage(handedIn.closing)).toBe('submitted');
  expect(refusedAs(handedIn, ofReport(handedIn, 'final-report-approved@1', EXPERT))).toEqual(['self_approval']);
  const sentBack = after(
    handedIn,
    operation(
      'final-report-sent-back@1',
      { comments: [{ field: 'effect', text: '数字で' }] },
      { actor: APPROVER, basis: reportBasis(handedIn) },
    ),
  );
  expect([finalReportStage(sentBack.closing), standingFinalReport(sentBack.closing)]).toEqual(['sentBack', null]);
  const again = after(sentBack, ofReport(sentBack, 'final-report-submitted@1', EXPERT));
  const approved = after(again, ofReport(again, 'final-report-approved@1', APPROVER));
  expect([finalReportStage(approved.closing), standingFinalReport(approved.closing)?.number]).toEqual(['approved', 2]);
  // What was approved stands beside what is written afterwards.
  const edited = after(approved, operation('final-report-saved@1', changed('other', '', '追記')));
  expect([finalReportStage(edited.closing), standingFinalReport(edited.closing)?.contents.other]).toEqual([
    'changed',
    '',
  ]);
});

test('[L13.246] a final report written on two devices keeps both texts', () => {
  const phone = after(
    reportHandedIn,
    operation('final-report-saved@1', changed('effect', FULL_REPORT.effect, '一つ目')),
  );
  const both = after(phone, operation('final-report-saved@1', changed('effect', FULL_REPORT.effect, '二つ目')));
  expect(both.closing?.conflicts).toMatchObject([{ field: 'effect', value: '二つ目' }]);
  expect(refusedAs(both, ofReport(both, 'final-report-submitted@1', EXPERT))).toEqual(['form_incomplete', 'effect']);
});

test('[L13.250] what is planned for the company is written by several people, and their texts are never merged in silence', () => {
  const base = engagementWith(goodVisit());
  const expert = after(base, operation('business-plan-saved@1', changed('aim', '', '直売を三割に')));
  const both = after(
    expert,
    operation('business-plan-saved@1', changed('aim', '', '直売を四割に'), { actor: APPROVER }),
  );
  expect([both.businessPlan?.values.aim, both.businessPlan?.conflicts]).toMatchObject([
    '直売を三割に',
    [{ field: 'aim', value: '直売を四割に', by: APPROVER }],
  ]);
  const action = after(both, operation('action-saved@1', { action: 'a', ...changed('what', '', '原価表を作る') }));
  const done = after(action, operation('action-saved@1', { action: 'a', ...changed('state', '', 'done') }));
  expect(done.actions['a']?.values).toMatchObject({ what: '原価表を作る', state: 'done' });
});

test('[L13.251] a figure of a KPI stays for ever, and a wrong one is corrected by another that names it', () => {
  expect(measurementsOf(KPI).map(({ on, value }) => [on, value])).toEqual([
    ['2025-10-31', '32.5'],
    ['2025-11-30', '33.1'],
    [DAY, '33.5'],
  ]);
  const measured = { kpi: 'kpi-1', measurement: 'm1', on: DAY, value: '1,200', note: '', corrects: null };
  const first = after(engagementWith(goodVisit()), operation('kpi-measured@1', measured));
  expect(refusedAs(first, operation('kpi-measured@1', measured))).toEqual(['already_exists', 'm1']);
});

test.each<[string, { baseline: string; target: string; value: string }, number | null]>([
  ['half of a rise', { baseline: '31', target: '36', value: '33.5' }, 50],
  ['a fall that is wanted', { baseline: '100', target: '80', value: '85' }, 75],
  ['the wrong way', { baseline: '100', target: '80', value: '110' }, -50],
  ['beyond the target', { baseline: '0', target: '10', value: '12' }, 120],
  ['no way to go', { baseline: '5', target: '5', value: '5' }, null],
  ['words instead of a figure', { baseline: '約三割', target: '36', value: '33' }, null],
  ['separators and full width', { baseline: '１,０００', target: '2000', value: '１５００' }, 50],
])('[L13.252] how far a KPI has come: %s', (_, { baseline, target, value }, percent) => {
  const [first] = KPI.measurements;
  if (!first) throw new Error('the fixture has a figure');
  const kpi = { values: { ...KPI.values, baseline, target }, measurements: [{ ...first, value }] };
  expect(kpiProgress(kpi)).toBe(percent);
});

test('[L13.252] a figure is read as people type it', () => {
  expect(['1,200', '１２．５', '-3', '−3', '三', '', '1e5'].map(figureOf)).toEqual([
    1200,
    12.5,
    -3,
    -3,
    null,
    null,
    null,
  ]);
});

test('[L13.253] each case has three artefacts, and a line that was given up is none', () => {
  expect(artefactsOf({ businessPlan: BUSINESS_PLAN, actions: ACTIONS, kpis: { 'kpi-1': KPI } })).toEqual({
    businessPlan: true,
    actions: true,
    kpis: true,
  });
  const [given] = Object.values(ACTIONS);
  if (!given) throw new Error('the fixture has lines');
  const dropped = { a: { ...given, values: { ...given.values, state: 'dropped' as const } } };
  expect(artefactsOf({ businessPlan: null, actions: dropped, kpis: {} })).toEqual({
    businessPlan: false,
    actions: false,
    kpis: false,
  });
});

test('[L16.3] what is written comes out of its parts as it went in', () => {
  const whole = {
    ...planHandedIn,
    closing: reportHandedIn.closing,
    businessPlan: BUSINESS_PLAN,
    actions: ACTIONS,
    kpis: { 'kpi-1': KPI },
  };
  expect(engagementParts.fromParts(engagementParts.toParts(whole))).toEqual(whole);
  expect(FUKUOKA_R7.finalReportForm?.name).toBe('様式第4号');
});
