import { describe, expect, test } from 'vitest';
import {
  closingBody,
  closingConfirmationOf,
  filed,
  fiveVisits,
  tripBody,
  tripOf,
} from '../../../test/fixtures/claim-cases.ts';
import { APPROVER, CONTEXT, operation, PARTIES } from '../../../test/fixtures/engagement.ts';
import { FIVE_VISITS, visitFactsOf } from '../../../test/fixtures/settlement.ts';
import { paperOf } from '../../../test/fixtures/paper-cases.ts';
import { type Engagement, engagementParts } from '../engagement/engagement.ts';
import { tripBasis } from '../engagement/trip-record.ts';
import { apply } from '../operation/apply.ts';
import { closingLines, closingOf, closingStands, maySignClosing } from './closing-rows.ts';
import { filingOf } from './claim-of.ts';
import { claims } from '../../../test/fixtures/claim-at-r7.ts';
import { done, refusalOf, withFields } from '../../../test/fixtures/claim-steps.ts';

const five = fiveVisits();

describe('[L13.270] a way is recorded for each visit, and counts only as the plan, the region or the distance allow', () => {
  const settled = (engagement: Engagement, visit = 'visit-1') =>
    claims(engagement).claims.find((claim) => claim.visit.id === visit)?.travel;
  const travel = (change: Parameters<typeof tripOf>[1], engagement = five) =>
    settled({ ...engagement, trips: { 'visit-1': tripOf('visit-1', change) } });

  test('an actual fare waits for the office, and is reckoned meanwhile', () => {
    expect(travel({})).toMatchObject({ kind: 'actual', yen: 3_340, held: { what: '実費を事務局が確かめるまで' } });
  });
  test('no travel, tickets bought by the office, the flat amount, and a request the plan does not have', () => {
    expect(travel({ wish: 'none' })).toMatchObject({ kind: 'none', yen: 0 });
    expect(travel({ paidBy: 'office' })).toMatchObject({ kind: 'none', yen: 0 });
    expect(travel({ wish: 'flat' })).toMatchObject({ kind: 'flat', yen: 2_100, held: null });
    const [first] = visitFactsOf(FIVE_VISITS);
    expect(travel({}, first?.engagement)).toMatchObject({ kind: 'flat', yen: 2_100 });
  });
  test('the receipt stays once a fare rests on it', () => {
    const withReceipt = { ...five, papers: { 'paper-1': paperOf() } };
    const body = tripBody('visit-1');
    const asked = done(
      withReceipt,
      operation('trip-recorded@1', { ...body, fare: body.fare && { ...body.fare, receipt: 'paper-1' } }),
    );
    const removal = operation('paper-removed@1', { visit: 'visit-1', paper: 'paper-1', reason: 'ぶれていた' });
    expect([refusalOf(withReceipt, removal), refusalOf(asked, removal)]).toEqual([null, 'paper_is_evidence']);
  });
  test('writing a way anew takes the ruling away; two devices cannot overwrite each other unseen', () => {
    const ruled = tripOf('visit-1', {
      ruling: { accepted: true, reason: '', reading: 'either', by: APPROVER, atMs: 2 },
    });
    const state = { ...five, trips: { 'visit-1': ruled } };
    expect(refusalOf(state, operation('trip-recorded@1', tripBody('visit-1')))).toBe('basis_changed');
    const seen = { basis: tripBasis(state, 'visit-1') };
    const anew = done(state, operation('trip-recorded@1', tripBody('visit-1'), seen));
    expect(anew.trips['visit-1']?.ruling).toBeNull();
  });
  test('parts come back as they went in; the ways are no part of what the commissioner reads', () => {
    const state = filed();
    expect(engagementParts.fromParts(engagementParts.toParts(state))).toMatchObject({
      invoices: state.invoices,
      finalPackage: state.finalPackage,
      closingConfirmations: state.closingConfirmations,
    });
  });
});

describe('[L13.271] the office pays an actual fare or the flat amount, with its reason and the reading of (1)及び(2)', () => {
  const state = { ...five, trips: { 'visit-1': tripOf('visit-1') } };
  const rule = (accepted: boolean, reason = '', on = state) =>
    operation(
      'trip-ruled@1',
      { visit: 'visit-1', accepted, reason },
      { actor: APPROVER, basis: tripBasis(on, 'visit-1') },
    );
  test('accepted it is paid, refused the flat amount is', () => {
    const accepted = done(state, rule(true));
    expect(accepted.trips['visit-1']?.ruling).toMatchObject({ accepted: true, reading: 'either', by: APPROVER });
    expect(claims(accepted).claims[0]?.travel).toMatchObject({ kind: 'actual', yen: 3_340, held: null });
    const refused = done(state, rule(false, '定期券の区間'));
    expect(claims(refused).claims[0]?.travel).toMatchObject({ kind: 'flat', yen: 2_100, held: null });
  });
  test('a fare cannot be accepted without its receipt, below the distance in one region, or by the expert', () => {
    const [first] = [tripOf('visit-1')];
    if (!first.fare) throw new Error('no fare');
    const without = { ...state, trips: { 'visit-1': { ...first, fare: { ...first.fare, receipt: null } } } };
    const near = {
      ...state,
      trips: {
        'visit-1': tripOf('visit-1', {
          origin: '福岡市中央区天神1丁目',
          distance: { metres: 50_000, method: '地図の経路' },
        }),
      },
    };
    expect(refusalOf(without, rule(true, '', without))).toBe('fare_not_due');
    expect(refusalOf(near, rule(true, '', near))).toBe('fare_not_due');
    expect(
      refusalOf(
        state,
        operation(
          'trip-ruled@1',
          { visit: 'visit-1', accepted: true, reason: '' },
          { basis: tripBasis(state, 'visit-1') },
        ),
      ),
    ).toBe('self_approval');
  });
});

describe('[L13.272] the settlement is seen as the record stands, handed in or not', () => {
  test('five visits come to 168,000 yen with one tax, whatever the printed unit taxes add up to', () => {
    expect(claims(five)).toMatchObject({
      state: 'payable',
      invoice: { totalYen: 168_000, taxYen: 15_272 },
      payment: { withheldYen: 15_593, transferYen: 152_407 },
    });
  });
  test('a package that was sent back has not come; a late one waits for its decision', () => {
    expect(filingOf(null)).toEqual({ submittedOn: null, lateDecision: null });
    expect(filingOf(filed({ state: 'sentBack' }).finalPackage).submittedOn).toBeNull();
    expect(filingOf(filed().finalPackage).submittedOn).toBe('2026-01-20');
  });
});

describe('[L13.280] the company signs for all visits at the end, for what was done and not for an amount', () => {
  test('every visit that was held stands in the text, and no yen', () => {
    const lines = closingLines(five, PARTIES) ?? [];
    expect(lines.map(({ label }) => label)).toEqual(['会社', '専門家', '第1回', '第2回', '第3回', '第4回', '第5回']);
    expect(lines[2]?.value).toBe(
      '令和7年9月10日（水）　13時00分～16時00分\n場所：本社工場\n米粉麺の原価を工程ごとに調べた。',
    );
    expect(lines.some(({ value }) => value.includes('円'))).toBe(false);
  });
  test('it falls with a row, and with nothing else', () => {
    const signed = done(five, operation('closing-signed@1', closingBody(five)));
    expect(closingOf(signed)?.stands).toBe(true);
    expect(closingOf(withFields(signed, 'visit-2', { gist: '別の要旨' }))?.stands).toBe(false);
    expect(closingOf(withFields(signed, 'visit-2', { effect: '別の効果' }))?.stands).toBe(true);
    expect(closingOf({ ...signed, trips: { 'visit-1': tripOf('visit-1') } })?.stands).toBe(true);
  });
  test('a signature that the device’s key did not make proves nothing', () => {
    expect(closingStands(five, closingConfirmationOf(five, { deviceProof: false }))).toBe(false);
    const outcome = apply(five, operation('closing-signed@1', closingBody(five)), { ...CONTEXT, deviceProof: false });
    expect(outcome).toMatchObject({ flags: ['signature_unproven'] });
  });
  test('a delegate signs only when the office has the delegation of that day', () => {
    const { signer } = closingConfirmationOf(five);
    const byDelegate = closingConfirmationOf(five, { signer: { ...signer, name: '川上 麻衣', role: 'delegate' } });
    const delegation = {
      id: 'd',
      name: '川上　麻衣',
      title: '専務',
      from: '2025-12-01',
      to: null,
      toldBy: 'telephone',
      note: '',
      by: APPROVER,
      atMs: 1,
      ended: null,
    } as const;
    expect(maySignClosing(five, byDelegate)).toBe(false);
    expect(maySignClosing({ ...five, delegations: { d: delegation } }, byDelegate)).toBe(true);
  });
});
