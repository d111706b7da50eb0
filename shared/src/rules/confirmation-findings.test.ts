import { describe, expect, test } from 'vitest';
import { confirmationOf, engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import type { Engagement } from '../engagement/engagement.ts';
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
