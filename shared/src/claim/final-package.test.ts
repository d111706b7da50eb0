import { describe, expect, test } from 'vitest';
import {
  CHECKER,
  deciding,
  FILING,
  filed,
  fiveVisits,
  ISSUER,
  readyToFile,
  tripBody,
  withMoney,
} from '../../../test/fixtures/claim-cases.ts';
import { APPROVER, CONTEXT, operation } from '../../../test/fixtures/engagement.ts';
import { type Engagement } from '../engagement/engagement.ts';
import {
  finalReportBasis,
  finalReportVersions,
  isInOpenPackage,
  stageOfFinalReport,
} from '../engagement/final-report.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { instantInJapan } from '../time/day.ts';
import { claimOf, filingOf } from './claim-of.ts';
import { filingDeadline } from './filing-deadline.ts';
import { claims, missing } from '../../../test/fixtures/claim-at-r7.ts';
import { done, refusalOf, withFields } from '../../../test/fixtures/claim-steps.ts';

const five = fiveVisits();

describe('[L13.285] the final package is one submission, and a draft that names what is missing until all of it is there', () => {
  test('everything that is missing is named at once, in the order in which it is mended', () => {
    const { 'visit-1': first } = five.visits;
    if (!first) throw new Error('no visit');
    const open = { ...five, visits: { ...five.visits, 'visit-1': { ...first, status: 'submitted' as const } } };
    expect(missing(open, { finalReport: false, account: false })).toEqual([
      'visits',
      'final-report',
      'invoice',
      'closing',
      'account',
    ]);
    expect(missing(readyToFile())).toEqual([]);
  });
  test('what fell after it was made is missing again', () => {
    const changed = withFields(readyToFile(), 'visit-1', { gist: '別の要旨' });
    expect(missing(changed).filter((code) => code !== 'visits')).toEqual(['invoice-fallen', 'closing-fallen']);
  });
  test('it names what was handed in; a clock set back wins no deadline', () => {
    const back = { wallMs: instantInJapan('2026-01-31', '10:00'), monoMs: 0, page: 'page', offsetMs: null };
    const proven = { notBeforeMs: instantInJapan('2026-02-02', '09:00'), notAfterMs: null };
    const context = { ...CONTEXT, bounds: proven };
    const state = done(readyToFile(), operation('package-submitted@1', FILING, { clock: back }), context);
    expect(state.finalPackage).toMatchObject({ ...FILING, submittedOn: '2026-02-02', state: 'submitted' });
  });
  test('another invoice than the one that was seen is not handed in', () => {
    expect(refusalOf(readyToFile(), operation('package-submitted@1', { ...FILING, invoice: 'invoice-9' }))).toBe(
      'basis_changed',
    );
  });
});

describe('[L13.286] after the programme’s end nothing is paid or refused by itself: somebody decides', () => {
  test('the last day stands with its weekday and the business day before it', () => {
    expect(filingDeadline(FUKUOKA_R7, '2026-01-28')).toMatchObject({
      words: '令和8年1月31日（土）。休日のため、令和8年1月30日（金）までに出すと安心です',
      daysLeft: 3,
      article: '契約書第6条第2項',
    });
  });
  const late = filed({ submittedOn: '2026-02-03', state: 'checked', checked: { by: CHECKER, atMs: 1 } });
  const decide = (pays: boolean) =>
    done(
      late,
      operation('late-filing-decided@1', { pays, reason: '会社の事情による', decisionNumber: '決-7' }, deciding(late)),
    );
  const approve = (state: Engagement) => operation('package-approved@1', {}, deciding(state));
  test('it waits for the decision, and goes on or not as decided', () => {
    expect(refusalOf(late, approve(late))).toBe('late_undecided');
    const paid = decide(true);
    expect(done(paid, approve(paid)).finalPackage).toMatchObject({
      state: 'approved',
      lateDecision: { pays: true, decisionNumber: '決-7', by: APPROVER },
    });
    const unpaid = decide(false);
    expect(refusalOf(unpaid, approve(unpaid))).toBe('wrong_state');
    expect(claims(unpaid).state).toBe('payable');
    expect(
      claimOf({
        engagement: unpaid,
        ruleSet: FUKUOKA_R7,
        otherVisits: [],
        issuer: ISSUER,
        payee: { contract: 'individual', account: 'individual' },
        filing: filingOf(unpaid.finalPackage),
        stops: 'hold',
        today: '2026-02-10',
      }).state,
    ).toBe('nothing');
  });
});

describe('[L13.287] whoever checked the package does not approve it, unless the programme says so', () => {
  const checked = filed({ state: 'checked', checked: { by: APPROVER, atMs: 1 } });
  test('one person', () => {
    const approve = operation('package-approved@1', {}, deciding(checked));
    expect(refusalOf(checked, approve)).toBe('checker_approves');
    const ruleSet = withMoney({ checkerApproves: { value: true, source: '事業の設定' } });
    expect(refusalOf(checked, approve, { ...CONTEXT, ruleSet })).toBeNull();
  });
  test('sent back it is the expert’s again, and the reason stays', () => {
    const waiting = filed();
    const back = done(waiting, operation('package-sent-back@1', { reason: '名義が読めません。' }, deciding(waiting)));
    expect(back.finalPackage).toMatchObject({ state: 'sentBack', sentBack: [{ reason: '名義が読めません。' }] });
    expect(refusalOf(back, operation('trip-recorded@1', tripBody('visit-1')))).toBeNull();
    const again = done(back, operation('package-submitted@1', FILING));
    expect(again.finalPackage).toMatchObject({ state: 'submitted', sentBack: [{ reason: '名義が読めません。' }] });
  });
  test('what changed since it was handed in is not approved', () => {
    const state = filed({ state: 'checked', checked: { by: CHECKER, atMs: 1 } });
    const changed = withFields(state, 'visit-1', { gist: '別の要旨' });
    expect(refusalOf(changed, operation('package-approved@1', {}, deciding(changed)))).toBe('package_incomplete');
  });
});

describe('[L13.422] the final report in the package is judged with it, by one decision', () => {
  const newest = (state: Engagement) => finalReportVersions(state).at(-1);
  test('approving the package approves it, and nothing waits any more', () => {
    const checked = filed({ state: 'checked', checked: { by: CHECKER, atMs: 1 } });
    expect([stageOfFinalReport(checked), isInOpenPackage(checked)]).toEqual(['submitted', true]);
    const approved = done(checked, operation('package-approved@1', {}, deciding(checked)));
    expect([stageOfFinalReport(approved), isInOpenPackage(approved)]).toEqual(['approved', false]);
    expect(newest(approved)?.approval).toMatchObject({ by: APPROVER });
    // The report itself was not touched: it is of another retention class.
    expect(approved.closing).toEqual(checked.closing);
  });
  test('sent back it is the expert’s again with the reason: handed in anew as it is, or mended first', () => {
    const waiting = filed();
    const back = done(waiting, operation('package-sent-back@1', { reason: '効果を数字で。' }, deciding(waiting)));
    expect(stageOfFinalReport(back)).toBe('sentBack');
    expect(newest(back)?.sentBack?.comments).toEqual([{ field: 'whole', text: '効果を数字で。' }]);
    const asItIs = done(back, operation('package-submitted@1', FILING));
    expect([stageOfFinalReport(asItIs), newest(asItIs)?.sentBack]).toEqual(['submitted', null]);
    const basis = back.closing && finalReportBasis(back.closing);
    const mended = done(back, operation('final-report-submitted@1', {}, { basis, id: 'handed-in-2' }));
    expect([stageOfFinalReport(mended), newest(mended)?.number]).toEqual(['submitted', 2]);
    const again = done(mended, operation('package-submitted@1', { ...FILING, finalReport: 'handed-in-2' }));
    expect(again.finalPackage).toMatchObject({ state: 'submitted', finalReport: 'handed-in-2' });
  });
  test('what was approved by itself before stays so', () => {
    const waiting = filed();
    const basis = waiting.closing && finalReportBasis(waiting.closing);
    const approved = done(waiting, operation('final-report-approved@1', {}, { actor: CHECKER, basis }));
    expect(stageOfFinalReport(approved)).toBe('approved');
    expect(newest(approved)?.approval).toMatchObject({ by: CHECKER });
  });
});
