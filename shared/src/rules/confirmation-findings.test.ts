import { describe, expect, test } from 'vitest';
import { confirmationOf, engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { undecidedLateFacts } from '../engagement/late-facts.ts';
import type { Photo } from '../engagement/photo.ts';
import type { Confirmation } from '../evidence/confirmation.ts';
import { confirmationCode } from '../evidence/confirmation-code.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { evaluateVisit } from './evaluate.ts';
import type { VisitFacts } from './finding.ts';

const factsOf = (change: Partial<VisitFacts>): VisitFacts => ({
  engagement: engagementWith(goodVisit()),
  visit: goodVisit(),
  otherVisits: [],
  likeTexts: [],
  likeStrokes: [],
  likePapers: [],
  today: '2025-12-20',
  ...change,
});

const codes = (facts: VisitFacts): readonly string[] => evaluateVisit(FUKUOKA_R7, facts).map(({ code }) => code);

describe('[L12.32] who confirms for the representative is in the register on the day of the visit', () => {
  const confirmedBy = (role: 'representative' | 'delegate', delegations: Engagement['delegations']) => {
    const engagement = engagementWith(goodVisit());
    const confirmation = confirmationOf(goodVisit());
    const signer = { ...confirmation.signer, name: '川上　麻衣', role };
    return factsOf({
      engagement: { ...engagement, confirmations: { [confirmation.id]: { ...confirmation, signer } }, delegations },
    });
  };
  const delegation = {
    id: 'delegation-1',
    name: '川上 麻衣',
    title: '専務',
    from: '2025-12-18',
    to: '2025-12-18',
    toldBy: 'telephone',
    note: '',
    by: 'approver-kirino',
    atMs: 1,
    ended: null,
  } as const;
  const ended = (on: string) => ({ ...delegation, ended: { on, reason: '', by: 'approver-kirino', atMs: 2 } });
  test.each([
    ['the representative', confirmedBy('representative', {}), false],
    ['somebody unknown', confirmedBy('delegate', {}), true],
    ['a delegate of that day, spaced otherwise', confirmedBy('delegate', { d: delegation }), false],
    [
      'a delegate from the day after',
      confirmedBy('delegate', { d: { ...delegation, from: '2025-12-19', to: null } }),
      true,
    ],
    [
      'a delegate until the day before',
      confirmedBy('delegate', { d: { ...delegation, from: '2025-12-01', to: '2025-12-17' } }),
      true,
    ],
    ['a delegate whose task ended that day', confirmedBy('delegate', { d: ended('2025-12-18') }), true],
    ['a delegate whose task ended the day after', confirmedBy('delegate', { d: ended('2025-12-19') }), false],
  ] as const)('%s', (_, facts, found) => {
    expect(codes(facts).includes('delegate-unknown')).toBe(found);
  });
});

test('[L12.31] a confirmation with a code of another visit does not stand', () => {
  const confirmation = confirmationOf(goodVisit());
  const typed = { ...confirmation, manner: { by: 'typedName', code: confirmationCode('483920') } } as const;
  const judged = (codeProof: boolean | null) =>
    evaluateVisit(
      FUKUOKA_R7,
      factsOf({
        engagement: { ...engagementWith(goodVisit()), confirmations: { [typed.id]: { ...typed, codeProof } } },
      }),
    ).find(({ code }) => code === 'not-confirmed');
  expect(judged(true)).toBeUndefined();
  expect(judged(null)).toBeUndefined();
  expect(judged(false)?.reason).toContain('確認コード');
});

describe('[L13.92] what arrives after the approval is found, until somebody has decided about it', () => {
  const approved = goodVisit({ status: 'approved' });
  const first = confirmationOf(approved);
  const late = { ...first, id: 'confirmation-2', afterApproval: true } as const;
  const release = (finding: string) => ({ finding, reason: '同じ', decisionNumber: '決-1', by: 'a', atMs: 1 });
  const withLate = (confirmations: readonly Confirmation[], visit = approved): VisitFacts =>
    factsOf({
      visit,
      engagement: {
        ...engagementWith(visit),
        confirmations: Object.fromEntries([first, ...confirmations].map((one) => [one.id, one])),
      },
    });
  const reasonOf = (facts: VisitFacts) =>
    evaluateVisit(FUKUOKA_R7, facts).find(({ code }) => code === 'confirmed-after-approval')?.reason;
  test('a confirmation in time is nothing to look at; a later one is, whether it says the same or not', () => {
    expect(reasonOf(withLate([]))).toBe(undefined);
    expect(reasonOf(withLate([late]))).toContain('承認した内容と同じです');
    expect(reasonOf(withLate([{ ...late, text: '別の内容' }]))).toContain('承認した内容と違います');
    expect(reasonOf(withLate([late], goodVisit({ status: 'submitted' })))).toBe(undefined);
  });
  test('it stops the claim, not what was approved', () => {
    const found = evaluateVisit(FUKUOKA_R7, withLate([late]));
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['confirmed-after-approval', { invoice: 'BLOCK', pay: 'BLOCK' }],
    ]);
  });
  test('a photo that came late counts with the other facts', () => {
    const photo = { ...PHOTO, afterApproval: true } as const;
    const facts = factsOf({ visit: approved, engagement: { ...engagementWith(approved), photos: { photo } } });
    expect(codes(facts)).toEqual(['late-fact']);
    expect(codes(factsOf({ visit: approved, engagement: { ...engagementWith(approved), photos: { PHOTO } } }))).toEqual(
      [],
    );
  });
  test('what is released is decided', () => {
    const kept = { operation: 'o', type: 'visit-ended@1', by: 'e', atMs: 1, body: '{}' };
    const both = { ...approved, lateFacts: [kept] };
    expect(undecidedLateFacts(withLate([late], both).engagement, both)).toBe(2);
    const one = { ...both, releases: [release('late-fact')] };
    expect(undecidedLateFacts(withLate([late], one).engagement, one)).toBe(1);
    const all = { ...both, releases: [release('late-fact'), release('confirmed-after-approval')] };
    expect(undecidedLateFacts(withLate([late], all).engagement, all)).toBe(0);
    const open = goodVisit({ status: 'submitted' });
    expect(undecidedLateFacts(withLate([late], open).engagement, open)).toBe(0);
  });
});

const PHOTO: Photo = {
  id: 'photo',
  visit: goodVisit().id,
  purpose: 'whiteboard',
  caption: '',
  type: 'image/jpeg',
  sha256: '',
  bytes: 1,
  width: 1,
  height: 1,
  by: 'e',
  atMs: 1,
  operation: 'o',
  stored: null,
  removed: null,
};
