import { describe, expect, test } from 'vitest';
import {
  APPROVER,
  CONTEXT,
  confirmationOf,
  engagementWith,
  EXPERT,
  goodVisit,
  operation,
} from '../../../test/fixtures/engagement.ts';
import { EMPTY_ENGAGEMENT, type Engagement, engagementParts } from '../engagement/engagement.ts';
import { blankVisit, type Visit } from '../engagement/visit.ts';
import { visitBasis } from '../engagement/visit-basis.ts';
import { fieldHash } from '../engagement/visit-fields.ts';
import { instantInJapan } from '../time/day.ts';
import { apply } from './apply.ts';
import { KINDS } from './envelope.ts';
import { OPERATION_TYPES } from './register.ts';
import { isRefusal } from './refusals.ts';

const VISIT = 'visit-1';
const inState = (status: Visit['status'], change: Partial<Visit> = {}) =>
  engagementWith(goodVisit({ status, ...change }));

const carriedOut = (engagement: Engagement, ...envelopes: readonly Parameters<typeof apply>[1][]): Engagement =>
  envelopes.reduce((state, envelope) => {
    const outcome = apply(state, envelope, CONTEXT);
    if (isRefusal(outcome)) throw new Error(`${envelope.type}: ${outcome.refused} ${outcome.detail?.join() ?? ''}`);
    return outcome.state;
  }, engagement);

const seen = (engagement: Engagement) => ({ basis: visitBasis(engagement, VISIT) });
const visitOf = (engagement: Engagement): Visit => engagement.visits[VISIT] ?? blankVisit('none');

describe('[L1.1] a fact is taken in whatever the state of the visit', () => {
  test('a fact about an unknown visit opens a stub', () => {
    const engagement = { ...engagementWith(goodVisit()), visits: {} };
    const outcome = apply(engagement, operation('visit-started@1', { visit: VISIT }), CONTEXT);
    expect(outcome).toMatchObject({ flags: ['stub_opened'], state: { visits: { [VISIT]: { number: null } } } });
  });
  test('a fact for an approved visit is kept beside it; what was approved stands', () => {
    const approved = inState('approved');
    const changes = [{ field: 'gist' as const, base: fieldHash(visitOf(approved).fields.gist), value: '別の文' }];
    const outcome = apply(approved, operation('visit-report-saved@1', { visit: VISIT, changes }), CONTEXT);
    if (isRefusal(outcome)) throw new Error(outcome.refused);
    expect(outcome.flags).toEqual(['late_fact']);
    expect(visitOf(outcome.state).fields).toEqual(visitOf(approved).fields);
    expect(visitOf(outcome.state).lateFacts).toHaveLength(1);
  });
  test('a second start is kept beside the first, which stands', () => {
    const once = carriedOut(engagementWith(blankVisit(VISIT)), operation('visit-started@1', { visit: VISIT }));
    const twice = carriedOut(once, operation('visit-started@1', { visit: VISIT }));
    expect(visitOf(twice).start).toEqual(visitOf(once).start);
    expect(visitOf(twice).repeatedTaps).toMatchObject([{ type: 'visit-started@1', by: EXPERT }]);
    expect(visitOf(twice).lateFacts).toEqual([]);
  });
});

test('[L1.2] start and end give the minutes that are shown and signed, seconds dropped', () => {
  const at = (time: string, seconds: number) => ({
    clock: { wallMs: instantInJapan('2025-12-18', time) + seconds * 1000, monoMs: 0, page: 'page', offsetMs: null },
  });
  const engagement = carriedOut(
    { ...engagementWith(goodVisit()), visits: {} },
    operation('visit-started@1', { visit: VISIT }, at('13:00', 59)),
    operation('visit-ended@1', { visit: VISIT }, at('16:00', 1)),
  );
  expect(visitOf(engagement)).toMatchObject({
    status: 'ended',
    time: { on: '2025-12-18', from: '13:00', to: '16:00' },
  });
});

describe('[L1.3] an intent whose author saw something else is refused as basis_changed', () => {
  test('submission after the desk corrected the time', () => {
    const before = inState('ended');
    const submission = operation('visit-submitted@1', { visit: VISIT }, seen(before));
    const corrected = carriedOut(
      before,
      operation('visit-time-corrected@1', {
        visit: VISIT,
        on: '2025-12-18',
        from: '13:00',
        to: '16:20',
        reason: '誤記',
      }),
    );
    expect(apply(corrected, submission, CONTEXT)).toMatchObject({ refused: 'basis_changed' });
  });
  test('what only the server made does not count', () => {
    const before = inState('ended');
    const start = { operation: 'o', device: 'd', seq: 1, reading: { wallMs: 1, monoMs: 1, page: 'p', offsetMs: null } };
    const received = inState('ended', { start: { ...start, bounds: { notBeforeMs: 1, notAfterMs: 2 } } });
    expect(visitBasis(received, VISIT)).toBe(visitBasis(before, VISIT));
  });
});

describe('[L1.4] a report goes from submission to approval', () => {
  const submitted = carriedOut(
    inState('ended'),
    operation('visit-submitted@1', { visit: VISIT }, seen(inState('ended'))),
  );
  const byApprover = { actor: APPROVER, ...seen(submitted) };

  test('approved by another person', () => {
    expect(visitOf(carriedOut(submitted, operation('visit-approved@1', { visit: VISIT }, byApprover))).status).toBe(
      'approved',
    );
  });
  test('nobody approves their own visit', () => {
    const own = operation('visit-approved@1', { visit: VISIT }, seen(submitted));
    expect(apply(submitted, own, CONTEXT)).toEqual({ refused: 'self_approval' });
  });
  test('sent back with what it looked like, corrected, handed in again', () => {
    const comments = [{ field: 'effect' as const, text: '数字があれば書いてください。' }];
    const back = carriedOut(submitted, operation('visit-sent-back@1', { visit: VISIT, comments }, byApprover));
    expect(visitOf(back)).toMatchObject({
      status: 'sentBack',
      sentBack: [{ seen: { fields: visitOf(submitted).fields } }],
    });
    const changes = [
      { field: 'effect' as const, base: fieldHash(visitOf(back).fields.effect), value: '40分が28分になった。' },
    ];
    const better = carriedOut(back, operation('visit-report-saved@1', { visit: VISIT, changes }));
    expect(visitOf(carriedOut(better, operation('visit-submitted@1', { visit: VISIT }, seen(better)))).status).toBe(
      'submitted',
    );
  });
  test('withdrawn by its author', () => {
    expect(visitOf(carriedOut(submitted, operation('visit-withdrawn@1', { visit: VISIT }))).status).toBe('ended');
  });
});

describe('[L1.5] a BLOCK stops an intent until an approver releases it', () => {
  const unsigned = engagementWith(
    goodVisit({ status: 'submitted', submission: { by: EXPERT, atMs: 1, operation: 'o' } }),
    {
      signed: false,
    },
  );
  const release = { visit: VISIT, finding: 'not-confirmed', reason: '代表者の入院', decisionNumber: '決-7' };

  test('refused, naming the finding', () => {
    const approval = operation('visit-approved@1', { visit: VISIT }, { actor: APPROVER, ...seen(unsigned) });
    expect(apply(unsigned, approval, CONTEXT)).toEqual({ refused: 'blocked_by_finding', detail: ['not-confirmed'] });
  });
  test('released with reason and 決裁番号', () => {
    const released = carriedOut(
      unsigned,
      operation('finding-released@1', release, { actor: APPROVER, ...seen(unsigned) }),
    );
    const approval = operation('visit-approved@1', { visit: VISIT }, { actor: APPROVER, ...seen(released) });
    expect(visitOf(carriedOut(released, approval)).status).toBe('approved');
  });
  test('[L1.16] released after the approval, for what stops an invoice', () => {
    const late = { operation: 'o', type: 'visit-ended@1', by: EXPERT, atMs: 1, body: '{}' };
    const approved = inState('approved', { lateFacts: [late] });
    const body = { ...release, finding: 'late-fact' };
    const released = carriedOut(
      approved,
      operation('finding-released@1', body, { actor: APPROVER, ...seen(approved) }),
    );
    expect(visitOf(released)).toMatchObject({ status: 'approved', releases: [{ finding: 'late-fact' }] });
  });
  test('what is a matter of integrity is never released', () => {
    const wrong = { ...release, finding: 'ends-before-start' };
    const outcome = apply(
      unsigned,
      operation('finding-released@1', wrong, { actor: APPROVER, ...seen(unsigned) }),
      CONTEXT,
    );
    expect(outcome).toEqual({ refused: 'not_releasable', detail: ['ends-before-start'] });
  });
});

describe('[L17.1] two people edit one text: both are kept and the author chooses', () => {
  const before = inState('ended');
  const base = fieldHash(visitOf(before).fields.effect);
  const save = (value: string) =>
    operation('visit-report-saved@1', { visit: VISIT, changes: [{ field: 'effect', base, value }] });
  const both = carriedOut(before, save('一台目の文'), save('二台目の文'));

  test('the second text waits beside the first', () => {
    expect(visitOf(both).fields.effect).toBe('一台目の文');
    expect(visitOf(both).conflicts).toMatchObject([{ field: 'effect', value: '二台目の文' }]);
  });
  test('the same text twice is no conflict', () => {
    expect(visitOf(carriedOut(before, save('同じ文'), save('同じ文'))).conflicts).toEqual([]);
  });
  test('the choice ends it', () => {
    const conflict = visitOf(both).conflicts[0]?.id ?? '';
    const chosen = carriedOut(
      both,
      operation('text-chosen@1', { visit: VISIT, conflict, base: fieldHash('一台目の文'), value: '二つを合わせた文' }),
    );
    expect(visitOf(chosen)).toMatchObject({ conflicts: [], fields: { effect: '二つを合わせた文' } });
  });
  test('nothing is handed in while a choice is open', () => {
    const outcome = apply(both, operation('visit-submitted@1', { visit: VISIT }, seen(both)), CONTEXT);
    expect(outcome).toEqual({ refused: 'blocked_by_finding', detail: ['undecided-text'] });
  });
});

describe('[L1.6] a visit that did not take place says who asked and why', () => {
  const schedule = { on: '2025-12-25', from: '10:00', to: '13:10', mode: 'onSite', place: '直売所' } as const;
  const why = { visit: VISIT, requestedBy: 'company', reason: '急な納品のため' } as const;
  test.each([
    ['cancelled', { how: 'cancelled', ...why }, 'cancelled'],
    ['postponed', { how: 'postponed', ...why, schedule }, 'scheduled'],
    ['started by mistake', { how: 'startedByMistake', ...why }, 'scheduled'],
  ] as const)('%s', (_, body, status) => {
    const after = visitOf(carriedOut(inState('started'), operation('visit-set-back@1', body)));
    expect(after).toMatchObject({ status, number: 1, time: null, setbacks: [{ how: body.how, reason: why.reason }] });
  });
});

describe('[L12.4] a confirmation is kept as it came', () => {
  test('once, immutable, beside the visit', () => {
    const {
      id: confirmation,
      visit,
      version,
      text,
      hash,
      sentence,
      parties,
      signer,
      manner,
      proxy,
      appVersion,
      deviceSignature,
    } = confirmationOf(goodVisit());
    const body = {
      confirmation,
      visit,
      version,
      text,
      hash,
      sentence,
      parties: { ...parties },
      signer,
      manner,
      proxy,
      appVersion,
      deviceSignature,
    };
    const unsigned = engagementWith(goodVisit(), { signed: false });
    const signed = carriedOut(unsigned, operation('confirmation-signed@1', body));
    expect(Object.keys(signed.confirmations)).toEqual([confirmation]);
    expect(apply(signed, operation('confirmation-signed@1', body), CONTEXT)).toMatchObject({
      refused: 'already_exists',
    });
  });
});

test('[L1.7] a number used twice is flagged, never refused', () => {
  const schedule = { on: '2025-12-25', from: '10:00', to: '13:10', mode: 'onSite', place: '' } as const;
  const outcome = apply(
    inState('ended'),
    operation('visit-scheduled@1', { visit: 'visit-2', number: 1, ...schedule }),
    CONTEXT,
  );
  expect(outcome).toMatchObject({ flags: ['number_taken'] });
});

describe('[L1.8] nobody acts without the role', () => {
  const asStranger = { ...CONTEXT, roles: [{ role: 'expert', programme: 'fukuoka' }] } as const;
  test('an expert of another engagement', () => {
    const start = operation('visit-started@1', { visit: VISIT }, { actor: 'expert-oba' });
    expect(apply(inState('scheduled'), start, asStranger)).toEqual({ refused: 'not_allowed' });
  });
});

describe('[L1.9] an expert is chosen while registered, and a contract has one number', () => {
  const assign = (on: string) =>
    operation(
      'expert-assigned@1',
      { expert: EXPERT, on, department: '経営力再構築課', reason: '計画の内容による。' },
      { actor: APPROVER },
    );
  test.each([
    ['2025-04-01', false],
    ['2025-03-31', true],
    ['2026-03-31', false],
    ['2026-04-01', true],
  ])('registered from 2025-04-01 to 2026-03-31, chosen on %s', (on, refused) => {
    expect(isRefusal(apply(engagementWith(goodVisit()), assign(on), CONTEXT))).toBe(refused);
  });
  test('a second contract', () => {
    const body = { number: '2', concludedOn: '2025-09-02', from: '2025-09-02', to: '2026-01-31' };
    expect(
      apply(engagementWith(goodVisit()), operation('contract-recorded@1', body, { actor: APPROVER }), CONTEXT),
    ).toMatchObject({
      refused: 'already_exists',
    });
  });
  test('a blank required text of the plan', () => {
    const plan = { ...engagementWith(goodVisit()).plan, goal: '　' } as NonNullable<Engagement['plan']>;
    expect(apply({ ...engagementWith(goodVisit()), plan }, operation('plan-submitted@1', {}), CONTEXT)).toMatchObject({
      refused: 'malformed',
      detail: ['goal'],
    });
  });
});

/** What follows from other operations: no role may do it. */
const BY_THE_SYSTEM_ALONE = [
  'consent-standing-changed@1',
  'photo-stored@1',
  'passbook-picture-stored@1',
  'passbook-erased@1',
  'paper-stored@1',
  'guest-confirmed@1',
  'contract-printed@1',
  'disposal-carried-out@1',
  'person-access-restored@1',
  'person-role-ended@1',
  'expert-reading-ended@1',
  'payment-file-made@1',
];

describe('[L14.1] the register of operation types', () => {
  test.each([...OPERATION_TYPES.values()])(
    '$type has a kind, a Japanese label, roles and a retention class',
    (type) => {
      expect(KINDS).toContain(type.kind);
      expect(type.label).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(type.by.length === 0).toBe(BY_THE_SYSTEM_ALONE.includes(type.type));
      expect(['A', 'B', 'C', 'D', 'E']).toContain(type.retention);
      // A fact depends on nothing that its author saw.
      expect(type.nature === 'fact' && type.basis !== undefined).toBe(false);
    },
  );
  test('a body that is not its type’s is refused with the place of the mistake', () => {
    const start = operation('visit-started@1', { visit: VISIT }, { body: { visit: 7 } });
    expect(apply(inState('scheduled'), start, CONTEXT)).toEqual({ refused: 'malformed', detail: ['visit'] });
  });
});

test('[L7.20] an id that every object answers to is no visit', () => {
  const start = operation('visit-started@1', { visit: 'constructor' });
  expect(apply(inState('scheduled'), start, CONTEXT)).toEqual({ refused: 'malformed', detail: ['visit'] });
});

test('[L16.3] an engagement comes out of its parts as it went in', () => {
  const engagement = inState('submitted');
  expect(engagementParts.fromParts(engagementParts.toParts(engagement))).toEqual(engagement);
  expect(engagementParts.fromParts([])).toEqual(EMPTY_ENGAGEMENT);
});
