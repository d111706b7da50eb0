import { describe, expect, test } from 'vitest';
import { CHECKER, deciding, filed, ISSUER, tripOf } from '../../../test/fixtures/claim-cases.ts';
import { done, refusalOf } from '../../../test/fixtures/claim-steps.ts';
import { APPROVER, CONTEXT, EXPERT, operation } from '../../../test/fixtures/engagement.ts';
import {
  type EndGiven,
  endingGiven,
  FIVE_VISITS,
  settlementGiven,
  type VisitGiven,
  visitFactsOf,
} from '../../../test/fixtures/settlement.ts';
import { claimOf, filedInTime } from '../claim/claim-of.ts';
import { penaltyOf } from '../claim/penalty-of.ts';
import { draftInvoice } from '../claim/draft-invoice.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { stoppedPaymentBasis } from '../engagement/operations/stopped-payment.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { settle } from './settlement.ts';

const settled = (ended: EndGiven) => settle(settlementGiven({ facts: visitFactsOf(FIVE_VISITS, { ended }) }));
const states = ({ claims }: ReturnType<typeof settle>) => claims.map(({ state }) => state);

describe('[L13.390] a contract that ended early is paid for what was carried out until its last day', () => {
  test.each([
    ['terminated', '2025-11-05', 3, '契約書第7条'],
    ['terminated', '2025-11-04', 2, '契約書第7条'],
    ['cancelled', '2025-10-08', 2, '契約書第8条第1項'],
  ] as const)('%s on %s: %i visits, by %s', (how, on, paid, article) => {
    const { state, claims, invoice, holds, notes } = settled({ how, on });
    expect({ state, holds, totalYen: invoice?.totalYen }).toEqual({
      state: 'payable',
      holds: [],
      totalYen: paid * 33_600,
    });
    expect(notes[0]?.article).toBe(article);
    expect(claims.slice(paid).every(({ why }) => why[0]?.article === '要領第2条第3項・契約書第3条')).toBe(true);
  });

  test('when nothing was carried out before, no invoice is made', () => {
    expect(settled({ how: 'terminated', on: '2025-09-09' })).toMatchObject({ state: 'nothing', invoice: null });
  });
});

describe('[L13.391] after an end because of organized crime nothing is paid and nothing refused by itself: somebody decides', () => {
  const crime = { how: 'cancelled', on: '2025-10-31', because: 'organizedCrime' } as const;
  const decision = { reason: '実施した分（サンプル）', decisionNumber: '決-9' };

  test('until then it is held by its article, with the amounts that would be paid', () => {
    const { state, invoice, holds } = settled(crime);
    expect({ state, totalYen: invoice?.totalYen }).toEqual({ state: 'held', totalYen: 67_200 });
    expect(holds).toEqual([
      {
        what: '暴力団等の排除による解除。支払うかどうかの決定を待つ',
        figures: '令和7年10月31日（金）に解除、警察本部の通知 サンプル-警1（令和7年10月31日（金））',
        article: '契約書第11条第1項',
      },
    ]);
  });

  test('it is paid, or not, as decided', () => {
    const paid = settled({ ...crime, decision: { ...decision, pays: true } });
    expect([paid.state, paid.notes[0]?.article]).toEqual(['payable', '契約書第11条第1項']);
    const unpaid = settled({ ...crime, decision: { ...decision, pays: false } });
    expect([unpaid.state, states(unpaid)]).toEqual(['nothing', Array.from({ length: 5 }, () => 'notPayable')]);
  });

  test('a visit after the end that was let through is held with the others', () => {
    const released = { number: 3, on: '2025-11-05', released: ['outside-contract'] };
    const facts = visitFactsOf([...FIVE_VISITS.slice(0, 2), released], { ended: crime });
    expect(states(settle(settlementGiven({ facts })))).toEqual(['held', 'held', 'held']);
  });

  const endedNow = (state: Engagement): Engagement => {
    const contract = state.core?.contract;
    if (!contract) throw new Error('no contract');
    const ended = { ...crime, on: '2026-01-15' };
    return {
      ...state,
      core: state.core && { ...state.core, contract: { ...contract, ended: { ...ended, ending: 'ending-1' } } },
      contractEndings: { 'ending-1': endingGiven(ended) },
    };
  };
  const decide = (pays: boolean, actor = APPROVER) =>
    operation('stopped-payment-decided@1', { ending: 'ending-1', pays, ...decision }, { actor });

  test('the papers can be handed in meanwhile, and an invoice says what it comes to', () => {
    const ended = endedNow(filed());
    const given = { engagement: ended, ruleSet: FUKUOKA_R7, issuer: ISSUER };
    expect(draftInvoice({ ...given, on: '2026-01-20' })?.invoice.totalYen).toBe(168_000);
    const claim = claimOf({
      ...given,
      otherVisits: [],
      payee: { contract: 'individual', account: 'individual' },
      filing: filedInTime(FUKUOKA_R7),
      stops: 'hold',
      today: '2026-01-20',
    });
    expect([claim.state, claim.invoice?.totalYen]).toEqual(['held', 168_000]);
    const waiting = done(ended, operation('package-checked@1', {}, deciding(ended, CHECKER)));
    expect(waiting.finalPackage?.state).toBe('checked');
  });

  test('the package is approved only after the decision, and never against it', () => {
    const checked = endedNow(filed({ state: 'checked', checked: { by: CHECKER, atMs: 1 } }));
    const approve = (state: Engagement) => operation('package-approved@1', {}, deciding(state));
    expect(refusalOf(checked, approve(checked))).toBe('stop_undecided');
    const paid = done(checked, decide(true));
    expect(done(paid, approve(paid)).finalPackage?.state).toBe('approved');
    const unpaid = done(checked, decide(false));
    expect(refusalOf(unpaid, approve(unpaid))).toBe('wrong_state');
  });

  const redecide = (state: Engagement, pays: boolean, change: { actor?: string; basis?: string | null } = {}) =>
    operation(
      'stopped-payment-redecided@1',
      { ending: 'ending-1', pays, reason: '不服の申立てを容れた', decisionNumber: '決-12' },
      { actor: APPROVER, basis: stoppedPaymentBasis(state, 'ending-1'), ...change },
    );

  test('[L13.421] it is decided anew by an approver, the decision before stays, and the package goes on', () => {
    const checked = endedNow(filed({ state: 'checked', checked: { by: CHECKER, atMs: 1 } }));
    expect(refusalOf(checked, redecide(checked, true))).toBe('wrong_state');
    const unpaid = done(checked, decide(false));
    expect(refusalOf(unpaid, redecide(unpaid, false))).toBe('wrong_state');
    expect(refusalOf(unpaid, redecide(unpaid, true, { actor: EXPERT }))).toBe('self_approval');
    // Pressed by somebody who has not seen what another approver decided meanwhile.
    expect(refusalOf(unpaid, redecide(unpaid, true, { basis: null }))).toBe('basis_changed');
    const paid = done(unpaid, redecide(unpaid, true));
    expect(paid.contractEndings['ending-1']).toMatchObject({
      payment: { pays: true, decisionNumber: '決-12', by: APPROVER },
      earlierPayments: [{ pays: false, decisionNumber: '決-9' }],
    });
    const approved = operation('package-approved@1', {}, deciding(paid));
    expect(done(paid, approved).finalPackage?.state).toBe('approved');
    const again = done(paid, redecide(paid, false));
    expect(again.contractEndings['ending-1']).toMatchObject({ earlierPayments: [{ pays: false }, { pays: true }] });
  });

  test('[L13.421] what a payment run holds is not decided away; another expert’s invoice stops nothing', () => {
    const paid = done(endedNow(filed()), decide(true));
    const [invoice] = Object.values(paid.invoices);
    if (!invoice) throw new Error('no invoice');
    const held = [{ invoice: invoice.id, number: invoice.number, codes: ['in-run' as const] }];
    const context = { ...CONTEXT, payment: { rule: null, payments: [], held, stops: [] } };
    expect(refusalOf(paid, redecide(paid, false), context)).toBe('already_paying');
    const contract = paid.core?.contract;
    if (!paid.core || !contract) throw new Error('no contract');
    const another = { ...paid, core: { ...paid.core, contract: { ...contract, expert: 'expert-other' } } };
    expect(refusalOf(another, redecide(another, false), context)).toBeNull();
  });

  test('it is decided once, and never by the expert', () => {
    const ended = endedNow(filed());
    expect(refusalOf(ended, decide(true, EXPERT))).toBe('self_approval');
    expect(refusalOf(done(ended, decide(false)), decide(true))).toBe('already_exists');
  });
});

describe('[L13.424] what the penalty may be a share of is what the contract’s visits come to', () => {
  const crime = { how: 'cancelled', on: '2025-12-31', because: 'organizedCrime' } as const;
  const penalties = (engagement: Engagement) => {
    const contract = engagement.core?.contract;
    if (!contract) throw new Error('no contract');
    const given = { engagement, contract, ruleSet: FUKUOKA_R7, otherVisits: [], today: '2026-01-15' };
    return penaltyOf(given)?.map(({ what, yen }) => [what, yen]);
  };
  const of = (visits: readonly VisitGiven[], trips: Engagement['trips'] = {}): Engagement => {
    const [first] = visitFactsOf(visits, { ended: crime, actualFareWanted: true });
    if (!first) throw new Error('no visits');
    return { ...first.engagement, trips };
  };

  test('a visit that is too short earns nothing, and whoever is paid or not changes nothing', () => {
    const [one, two] = FIVE_VISITS;
    if (!one || !two) throw new Error('no visits');
    expect(penalties(of([one, { ...two, to: '15:59' }]))).toEqual([
      ['実施した1回分（旅費を含む）', 3_360],
      ['上限の5回分（定額の旅費を含む）', 16_800],
      ['実施した1回分の謝金だけ', 3_150],
    ]);
  });

  test('a fare counts as the office ruled it', () => {
    const asked = tripOf('visit-1');
    const ruling = { accepted: true, reading: 'either', reason: '', by: APPROVER, atMs: 2 } as const;
    const accepted = of(FIVE_VISITS.slice(0, 2), { 'visit-1': { ...asked, ruling } });
    expect(penalties(accepted)?.[0]).toEqual(['実施した2回分（旅費を含む）', (31_500 * 2 + 3_340 + 2_100) / 10]);
  });
});
