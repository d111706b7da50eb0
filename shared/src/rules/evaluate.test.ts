import { describe, expect, test } from 'vitest';
import { APPROVER, confirmationOf, engagementWith, EXPERT, goodVisit } from '../../../test/fixtures/engagement.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { CallBack } from '../engagement/call-back.ts';
import type { Objection } from '../engagement/objection.ts';
import type { Visit, VisitFields } from '../engagement/visit.ts';
import type { Confirmation } from '../evidence/confirmation.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '../programmes/tottori-r6.ts';
import { blocking, evaluateVisit } from './evaluate.ts';
import { ENGAGEMENT_FINDINGS, FINDINGS, isReleasable } from './findings/index.ts';
import type { VisitFacts } from './finding.ts';
import { withChoices } from './rule-choices.ts';

const TODAY = '2025-12-20';
const CONFLICT = { id: 'o/effect', field: 'effect', value: '別の文', by: EXPERT, atMs: 1 } as const;
const KEPT = { operation: 'o', type: 'visit-started@1', by: EXPERT, atMs: 1, body: '{}' };

const factsOf = (visit: Visit, change: Partial<VisitFacts> = {}): VisitFacts => ({
  engagement: engagementWith(visit),
  visit,
  otherVisits: [],
  likeTexts: [],
  likeStrokes: [],
  likePapers: [],
  today: TODAY,
  ...change,
});

const codes = (facts: VisitFacts): readonly string[] => evaluateVisit(FUKUOKA_R7, facts).map(({ code }) => code);

const lasting = (to: string, breakMinutes: number): Visit => {
  const visit = goodVisit();
  return {
    ...visit,
    time: { on: '2025-12-18', from: '13:00', to, toOn: '2025-12-18' },
    fields: { ...visit.fields, breakMinutes },
  };
};

test('[L13.1] a complete signed visit of 180 net minutes has no finding', () => {
  expect(codes(factsOf(goodVisit()))).toEqual([]);
});

describe('[L13.2] findings, on both sides of each boundary', () => {
  const cases: readonly (readonly [string, string, VisitFacts, boolean])[] = [
    ['179 net minutes', 'too-short', factsOf(lasting('15:59', 0)), true],
    ['180 net minutes', 'too-short', factsOf(lasting('16:00', 0)), false],
    ['180 minutes of which 1 is a break', 'too-short', factsOf(lasting('16:00', 1)), true],
    ['a break longer than the visit', 'ends-before-start', factsOf(lasting('13:30', 31)), true],
    ['an end before the start', 'ends-before-start', factsOf(lasting('12:59', 0)), true],
    ['the first day of the contract', 'outside-contract', factsOf(on('2025-09-01')), false],
    ['the day before the contract', 'outside-contract', factsOf(on('2025-08-31')), true],
    ['the last day of the contract', 'outside-contract', factsOf(on('2026-01-31'), { today: '2026-02-01' }), false],
    ['the day after the contract', 'outside-contract', factsOf(on('2026-02-01'), { today: '2026-02-01' }), true],
    ['today', 'in-the-future', factsOf(goodVisit(), { today: '2025-12-18' }), false],
    ['tomorrow', 'in-the-future', factsOf(goodVisit(), { today: '2025-12-17' }), true],
    [
      'no plan handed in',
      'no-plan',
      factsOf(goodVisit(), { engagement: { ...engagementWith(goodVisit()), plan: null } }),
      true,
    ],
    [
      'no signature',
      'not-confirmed',
      factsOf(goodVisit(), { engagement: engagementWith(goodVisit(), { signed: false }) }),
      true,
    ],
    ['a gist of 100 characters', 'gist-too-long', factsOf(written({ gist: '𠮷'.repeat(100) })), false],
    ['a gist of 101 characters', 'gist-too-long', factsOf(written({ gist: '𠮷'.repeat(101) })), true],
    ['a contract not recorded', 'outside-contract', factsOf(goodVisit(), { engagement: withoutContract() }), true],
    ['a contract concluded after its period begins', 'outside-contract', concludedOn('2025-12-19'), true],
    ['a contract concluded on the day', 'outside-contract', concludedOn('2025-12-18'), false],
    ['a plan written and not handed in', 'no-plan', factsOf(goodVisit(), { engagement: planNotHandedIn() }), true],
    ['an end on the day after', 'ends-before-start', factsOf(overnight()), true],
    ['a blank place, visited', 'report-incomplete', factsOf(written({ place: '　' })), true],
    ['a blank place, online', 'report-incomplete', factsOf(written({ place: '', mode: 'online' })), false],
    ['nobody present', 'report-incomplete', factsOf(written({ present: '' })), true],
    ['no effect', 'report-incomplete', factsOf(written({ effect: '\n' })), true],
    ['no message', 'report-incomplete', factsOf(written({ message: '' })), false],
    ['no end', 'report-incomplete', factsOf(running()), true],
    ['a number of its own', 'number-taken', factsOf(goodVisit(), { engagement: withTwin({ number: 2 }) }), false],
    ['a number used twice', 'number-taken', factsOf(goodVisit(), { engagement: withTwin({ number: 1 }) }), true],
    ['the number of a cancelled visit', 'number-taken', factsOf(goodVisit(), { engagement: cancelledTwin() }), false],
    ['a stub without number', 'number-taken', factsOf(goodVisit({ number: null })), true],
    ['two texts of one field', 'undecided-text', factsOf(goodVisit({ conflicts: [CONFLICT] })), true],
    ['a fact after the approval', 'late-fact', factsOf(goodVisit({ status: 'approved', lateFacts: [KEPT] })), true],
    ['a start tapped twice', 'late-fact', factsOf(goodVisit({ status: 'approved', repeatedTaps: [KEPT] })), false],
    ['a signed fact changed since', 'not-confirmed', factsOf(written({ gist: '別の要旨' }), signedBefore()), true],
    ['a better text since', 'not-confirmed', factsOf(written({ effect: '数字を足した。' }), signedBefore()), false],
    [
      'a changed plan without reason',
      'report-incomplete',
      factsOf(written({ progress: 'changed', changeReason: '' })),
      true,
    ],
    [
      'a changed plan with reason',
      'report-incomplete',
      factsOf(written({ progress: 'changed', changeReason: '機械の故障のため' })),
      false,
    ],
  ];
  test.each(cases)('%s: %s', (_, code, facts, found) => {
    expect(codes(facts).includes(code)).toBe(found);
  });
});

describe('[L13.3] visits of one expert overlap only where both have minutes', () => {
  const elsewhere = (from: string, to: string) => ({
    engagement: 'engagement-2',
    visit: 'visit-9',
    company: '合同会社 くすのき染工（サンプル）',
    number: 3,
    on: '2025-12-18',
    from,
    to,
    mode: 'onSite' as const,
    place: '本社',
    apart: true,
  });
  test.each([
    ['10:00', '13:00', false],
    ['10:00', '13:01', true],
    ['16:10', '18:00', false],
    ['16:09', '18:00', true],
  ])('another visit %s–%s', (from, to, found) => {
    expect(codes(factsOf(goodVisit(), { otherVisits: [elsewhere(from, to)] })).includes('overlap')).toBe(found);
  });
  test.each([
    ['approved', true],
    ['cancelled', false],
  ] as const)('another visit of the same engagement, %s', (status, found) => {
    const engagement = withTwin({ number: 2, status });
    expect(codes(factsOf(goodVisit(), { engagement })).includes('overlap')).toBe(found);
  });
});

describe('[L13.72] hardly any time for the way between two visits on site, at two addresses', () => {
  const elsewhere = (from: string, to: string, change = {}) => ({
    engagement: 'engagement-2',
    visit: 'visit-9',
    company: '合同会社 くすのき染工（サンプル）',
    number: 3,
    on: '2025-12-18',
    from,
    to,
    mode: 'onSite' as const,
    place: '工房',
    apart: true,
    ...change,
  });
  test.each([
    ['14 minutes before', elsewhere('10:00', '12:46'), true],
    ['15 minutes before', elsewhere('10:00', '12:45'), false],
    ['none before', elsewhere('10:00', '13:00'), true],
    ['14 minutes after', elsewhere('16:24', '18:00'), true],
    ['15 minutes after', elsewhere('16:25', '18:00'), false],
    ['an overlap, which has its own words', elsewhere('10:00', '13:01'), false],
    ['another day', elsewhere('10:00', '13:00', { on: '2025-12-17' }), false],
    ['online', elsewhere('10:00', '13:00', { mode: 'online' }), false],
    ['at the same address', elsewhere('10:00', '13:00', { apart: false }), false],
  ])('%s', (_, other, found) => {
    expect(codes(factsOf(goodVisit(), { otherVisits: [other] })).includes('short-way')).toBe(found);
  });
  test('not where this one was online, and not where the rule set does not ask', () => {
    const facts = (visit: Visit) => factsOf(visit, { otherVisits: [elsewhere('10:00', '13:00')] });
    expect(codes(facts(written({ mode: 'online', place: '' })))).not.toContain('short-way');
    const { travelMinutes: _, ...silent } = FUKUOKA_R7;
    expect(evaluateVisit(silent, facts(goodVisit())).map(({ code }) => code)).not.toContain('short-way');
  });
});

test('[L13.73] what is alike is told in neutral words: never BLOCK as delivered, never as a reproach', () => {
  const ref = { engagement: 'engagement-2', visit: 'visit-9', company: '合同会社 くすのき染工（サンプル）', number: 3 };
  const findings = evaluateVisit(
    FUKUOKA_R7,
    factsOf(goodVisit(), {
      otherVisits: [{ ...ref, on: '2025-12-18', from: '10:00', to: '12:58', mode: 'onSite', place: '', apart: true }],
      likeTexts: [{ ...ref, field: 'effect', percent: 83 }],
      likeStrokes: [{ ...ref, confirmation: 'confirmation-9', differencePercent: 0 }],
    }),
  );
  expect(findings.map(({ label }) => label)).toEqual([
    'よく似た文があります',
    '移動の時間が短い',
    'よく似た署名があります',
  ]);
  for (const { severity, reason, mend, source } of findings) {
    expect(Object.values(severity)).not.toContain('BLOCK');
    expect(`${reason}${mend}`).not.toMatch(/不正|虚偽|疑|コピー|使い回/);
    expect(source).toBe('事業の設定');
  }
  expect(findings[0]?.reason).toContain('合同会社 くすのき染工（サンプル）第3回');
});
test('[L13.4] the sixth visit by date is beyond the limit, whatever its number', () => {
  const visits = [1, 2, 3, 4, 5, 6].map((n) => ({ ...on(`2025-10-0${n}`), id: `visit-${n}`, number: 7 - n }));
  const engagement = {
    ...engagementWith(goodVisit()),
    visits: Object.fromEntries(visits.map((visit) => [visit.id, visit])),
  };
  const found = visits.filter((visit) => codes(factsOf(visit, { engagement })).includes('over-limit'));
  expect(found.map(({ id }) => id)).toEqual(['visit-6']);
});

test('[L13.5] 179 minutes stop the claim, not the approval', () => {
  const findings = evaluateVisit(FUKUOKA_R7, factsOf(lasting('15:59', 0)));
  const stopping = (intent: 'approve' | 'invoice') => blocking(findings, intent).map(({ code }) => code);
  expect(stopping('approve')).not.toContain('too-short');
  expect(stopping('invoice')).toContain('too-short');
});

test('[L13.6] every finding names its article, its reason and how to mend it, in Japanese', () => {
  // Some findings are made only where a programme chose so.
  const chosen = withChoices(FUKUOKA_R7, { supportWorkByOthers: 'withConsent', reportDue: '7' }, '事業の設定');
  const made = [FUKUOKA_R7, TOTTORI_R6, chosen].flatMap(({ findings }) => Object.keys(findings));
  for (const { code, label } of [...FINDINGS, ...ENGAGEMENT_FINDINGS]) {
    expect(made).toContain(code);
    expect(label).toMatch(/[ぁ-ん一-龠]/);
  }
  for (const finding of evaluateVisit(FUKUOKA_R7, factsOf(lasting('12:00', 0), { today: '2025-12-01' }))) {
    expect(finding.source).not.toBe('');
    expect(finding.reason).toMatch(/。$/);
    expect(finding.mend).toMatch(/。$/);
  }
});

test('[L13.7] a released BLOCK stops no more, and says who released it', () => {
  const visit = goodVisit({
    releases: [
      { finding: 'not-confirmed', reason: '代表者の入院', decisionNumber: '決-7', by: 'approver-kirino', atMs: 1 },
    ],
  });
  const findings = evaluateVisit(FUKUOKA_R7, factsOf(visit, { engagement: engagementWith(visit, { signed: false }) }));
  expect(findings.find(({ code }) => code === 'not-confirmed')?.release?.decisionNumber).toBe('決-7');
  expect(blocking(findings, 'approve')).toEqual([]);
});

describe('[L12.71] an objection of the company is found until the desk has answered', () => {
  const objection: Objection = {
    id: 'objection-1',
    visit: 'visit-1',
    text: '3時間もいませんでした。',
    name: '',
    how: 'page',
    by: 'system',
    atMs: 1,
    answer: null,
  };
  const answer = { outcome: 'corrected', text: '時刻を直しました。', by: APPROVER, atMs: 2 } as const;
  const withObjections = (...objections: readonly Objection[]): VisitFacts => {
    const engagement = engagementWith(goodVisit());
    return factsOf(goodVisit(), {
      engagement: { ...engagement, objections: Object.fromEntries(objections.map((one) => [one.id, one])) },
    });
  };
  test.each([
    ['open', withObjections(objection), true],
    ['answered', withObjections({ ...objection, answer }), false],
    ['of another visit', withObjections({ ...objection, visit: 'visit-2' }), false],
    ['answered, and said again', withObjections({ ...objection, answer }, { ...objection, id: 'objection-2' }), true],
  ])('%s', (_, facts, found) => {
    expect(codes(facts).includes('company-objected')).toBe(found);
  });
  test('it stops the approval and the claim, not the submission, and no release passes it', () => {
    const facts = withObjections(objection);
    const released = {
      ...facts,
      visit: goodVisit({
        releases: [{ finding: 'company-objected', reason: '-', decisionNumber: '-', by: APPROVER, atMs: 3 }],
      }),
    };
    const stopping = (intent: 'submit' | 'approve' | 'invoice' | 'pay') =>
      blocking(evaluateVisit(FUKUOKA_R7, facts), intent).map(({ code }) => code);
    expect([stopping('submit'), stopping('approve'), stopping('invoice'), stopping('pay')]).toEqual([
      [],
      ['company-objected'],
      ['company-objected'],
      ['company-objected'],
    ]);
    expect(isReleasable('company-objected')).toBe(false);
    expect(codes(released)).toContain('company-objected');
  });
});

const call = (change: Partial<CallBack>): CallBack => ({
  id: `call-${change.at ?? ''}`,
  visit: 'visit-1',
  confirmation: null,
  called: '川上 正一',
  number: 'registered',
  on: '2025-12-19',
  at: '10:00',
  outcome: 'asRecorded',
  note: '',
  by: APPROVER,
  atMs: 1,
  ...change,
});

const withCalls = (visit: Visit, signed: Partial<Confirmation>, ...calls: readonly CallBack[]): VisitFacts => {
  const engagement = engagementWith(visit);
  return factsOf(visit, {
    engagement: {
      ...engagement,
      confirmations: { 'confirmation-1': { ...confirmationOf(visit), ...signed } },
      callBacks: Object.fromEntries(calls.map((one) => [one.id, one])),
    },
  });
};

test.each([
  ['as recorded', [call({})], false],
  ['differs', [call({ outcome: 'differs', note: '来ていない' })], true],
  ['differs, then nobody answers', [call({ outcome: 'differs' }), call({ at: '11:00', outcome: 'notReached' })], true],
  ['differs, then as recorded', [call({ outcome: 'differs' }), call({ at: '11:00' })], false],
  ['as recorded, then differs', [call({}), call({ at: '11:00', outcome: 'differs' })], true],
] as const)('[L12.72] the last call that reached somebody decides: %s', (_, calls, found) => {
  expect(codes(withCalls(goodVisit(), {}, ...calls)).includes('call-back-differs')).toBe(found);
});

describe('[L12.73] 代筆 without a call to the signer is found, and stops nothing', () => {
  const proxy = { name: '川上 麻衣', relation: '娘', reason: '手をけがしているため' };
  const asked = call({ confirmation: 'confirmation-1' });
  test.each([
    ['written by the signer', withCalls(goodVisit(), {}), false],
    ['代筆', withCalls(goodVisit(), { proxy }), true],
    ['代筆, the signer asked', withCalls(goodVisit(), { proxy }, asked), false],
    ['代筆, nobody answered', withCalls(goodVisit(), { proxy }, { ...asked, outcome: 'notReached' }), true],
    ['代筆, a call about something else', withCalls(goodVisit(), { proxy }, call({})), true],
    ['代筆 that no longer stands', withCalls(written({ gist: '別の要旨' }), { proxy, text: '' }), false],
  ])('%s', (_, facts, found) => {
    expect(codes(facts).includes('proxy-not-called')).toBe(found);
  });
  test('the same signer also signed by hand', () => {
    const facts = withCalls(goodVisit(), { proxy });
    const second = confirmationOf(goodVisit(), 'confirmation-2');
    const confirmations = { ...facts.engagement.confirmations, 'confirmation-2': second };
    expect(codes({ ...facts, engagement: { ...facts.engagement, confirmations } })).toEqual([]);
  });
  test('it is a warning', () => {
    expect(blocking(evaluateVisit(FUKUOKA_R7, withCalls(goodVisit(), { proxy })), 'approve')).toEqual([]);
  });
});

function on(day: string): Visit {
  return { ...goodVisit(), time: { on: day, from: '13:00', to: '16:10', toOn: day } };
}

function written(fields: Partial<VisitFields>): Visit {
  const visit = goodVisit();
  return { ...visit, fields: { ...visit.fields, ...fields } };
}

function running(): Visit {
  return { ...goodVisit(), time: { on: '2025-12-18', from: '13:00', to: null, toOn: '2025-12-18' } };
}

function overnight(): Visit {
  return { ...goodVisit(), time: { on: '2025-12-18', from: '13:00', to: '16:10', toOn: '2025-12-19' } };
}

/** The company signed the visit as it was written first. */
function signedBefore(): Partial<VisitFacts> {
  return { engagement: engagementWith(goodVisit()) };
}

/** Another visit of the engagement, at the same hours. */
function withTwin(change: Partial<Visit>): Engagement {
  const engagement = engagementWith(goodVisit());
  return { ...engagement, visits: { ...engagement.visits, 'visit-2': { ...goodVisit(), id: 'visit-2', ...change } } };
}

function cancelledTwin(): Engagement {
  return withTwin({ number: 1, status: 'cancelled', time: null });
}

function withoutContract(): Engagement {
  const engagement = engagementWith(goodVisit());
  return { ...engagement, core: engagement.core && { ...engagement.core, contract: null } };
}

function concludedOn(day: string): VisitFacts {
  const engagement = engagementWith(goodVisit());
  const { core } = engagement;
  const contract = core?.contract ? { ...core.contract, concludedOn: day } : null;
  return factsOf(goodVisit(), { engagement: { ...engagement, core: core && { ...core, contract } } });
}

function planNotHandedIn(): Engagement {
  const engagement = engagementWith(goodVisit());
  return { ...engagement, plan: engagement.plan && { ...engagement.plan, submittedAtMs: null, submittedBy: null } };
}
