import { describe, expect, test } from 'vitest';
import { CONTEXT, engagementWith, EXPERT, goodVisit } from '../../../test/fixtures/engagement.ts';
import { HANDED_IN } from '../../../test/fixtures/final-package.ts';
import { readingChanged, readingEnded, settled, THIRTY_DAYS } from '../../../test/fixtures/reading-cases.ts';
import { apply } from '../operation/apply.ts';
import type { Envelope } from '../operation/envelope.ts';
import { isRefusal } from '../operation/refusals.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { reachOf } from '../scope/reach.ts';
import { instantInJapan } from '../time/day.ts';
import type { Engagement } from './engagement.ts';
import { readingEndsOn, readingIsOver } from './expert-reading.ts';

const context = { ...CONTEXT, ruleSet: THIRTY_DAYS };
const refusal = (state: Engagement, envelope: Envelope) => {
  const outcome = apply(state, envelope, context);
  return isRefusal(outcome) ? outcome.refused : null;
};
const after = (state: Engagement, envelope: Envelope): Engagement => {
  const outcome = apply(state, envelope, context);
  if (isRefusal(outcome)) throw new Error(`${envelope.type}: ${outcome.refused}`);
  return outcome.state;
};
const scopes = (engagement: Engagement) =>
  reachOf('engagement', 'engagement-1', engagement, () => true).map(({ scope }) => scope);

describe('[L9.14] the days for which the expert reads after the contract', () => {
  test('are counted from the later of the contract’s end and the approval', () => {
    expect(readingEndsOn(settled('2026-01-20'), THIRTY_DAYS)).toBe('2026-03-02');
    expect(readingEndsOn(settled('2026-02-10'), THIRTY_DAYS)).toBe('2026-03-12');
    expect(readingIsOver(settled(), THIRTY_DAYS, '2026-03-12')).toBe(false);
    expect(readingIsOver(settled(), THIRTY_DAYS, '2026-03-13')).toBe(true);
  });
  test('begin with the early end of a contract, and with the decision not to pay', () => {
    const { core } = settled();
    const ended = { on: '2025-12-31', how: 'terminated', ending: 'ending-1' } as const;
    const early: Engagement = {
      ...settled('2026-01-10'),
      core: core && { ...core, contract: core.contract && { ...core.contract, ended } },
    };
    expect(readingEndsOn(early, THIRTY_DAYS)).toBe('2026-02-09');
    const lateDecision = {
      by: 'approver',
      atMs: instantInJapan('2026-03-01', '09:00'),
      reason: '期限後',
      decisionNumber: '決-9',
    };
    const unpaid = (pays: boolean) => ({
      ...settled(),
      finalPackage: { ...HANDED_IN, lateDecision: { ...lateDecision, pays } },
    });
    expect(readingEndsOn(unpaid(false), THIRTY_DAYS)).toBe('2026-03-31');
    expect(readingEndsOn(unpaid(true), THIRTY_DAYS)).toBeNull();
  });
  test('do not begin while something is left to hand in, nor where the programme names none', () => {
    expect(readingEndsOn(engagementWith(goodVisit()), THIRTY_DAYS)).toBeNull();
    expect(readingEndsOn({ ...settled(), finalPackage: { ...HANDED_IN, state: 'checked' } }, THIRTY_DAYS)).toBeNull();
    expect(readingEndsOn(settled(), FUKUOKA_R7)).toBeNull();
    expect(readingEndsOn(settled(), null)).toBeNull();
  });
  test('are those of the contracted expert: whoever was chosen after them has none yet', () => {
    const { core } = settled();
    const contract = core?.contract && { ...core.contract, expert: 'expert-before' };
    expect(
      readingEndsOn({ ...settled(), core: core && { ...core, contract: contract ?? null } }, THIRTY_DAYS),
    ).toBeNull();
  });
});

describe('[L9.14] the end of the expert’s reading', () => {
  test('takes the engagement out of the expert’s sight, and what they record still arrives', () => {
    expect(scopes(settled())).toContain(`person:${EXPERT}`);
    const closed = after(settled(), readingEnded('2026-03-13'));
    expect(scopes(closed)).not.toContain(`person:${EXPERT}`);
    expect(scopes(closed)).toContain(`work:${EXPERT}`);
    expect(scopes(closed)).toContain('desk:fukuoka');
  });
  test('comes on no other day, once, and for no other contract', () => {
    expect(refusal(settled(), readingEnded('2026-03-12'))).toBe('wrong_state');
    expect(refusal(settled(), readingEnded('2026-03-13', { lastDay: '2026-03-11' }))).toBe('wrong_state');
    expect(refusal(settled(), readingEnded('2026-03-13', { contract: 'ほか' }))).toBe('unknown_record');
    expect(refusal(after(settled(), readingEnded('2026-03-13')), readingEnded('2026-03-14'))).toBe('wrong_state');
  });
  test('an approver opens it again until a day, and it ends again after that day', () => {
    const closed = after(settled(), readingEnded('2026-03-13'));
    const open = { open: true, until: '2026-04-20', reason: '会社から照会があったため' };
    expect(refusal(closed, readingChanged(closed, { ...open, until: '2026-03-31' }))).toBe('malformed');
    expect(refusal(closed, readingChanged(closed, { ...open, until: null }))).toBe('malformed');
    const again = after(closed, readingChanged(closed, open));
    expect(scopes(again)).toContain(`person:${EXPERT}`);
    expect(readingEndsOn(again, THIRTY_DAYS)).toBe('2026-04-20');
    const twice = after(again, readingEnded('2026-04-21', { lastDay: '2026-04-20' }));
    expect(scopes(twice)).not.toContain(`person:${EXPERT}`);
  });
  test('an approver ends it before its day; nobody decides about their own, nor on what they have not seen', () => {
    const closed = after(settled(), readingChanged(settled()));
    expect(scopes(closed)).not.toContain(`person:${EXPERT}`);
    expect(closed.core?.reading?.reason).toBe('契約を解除したため');
    expect(refusal(closed, readingChanged(closed))).toBe('wrong_state');
    expect(refusal(closed, readingChanged(settled()))).toBe('basis_changed');
    expect(refusal(settled(), readingChanged(settled(), {}, { actor: EXPERT }))).toBe('self_approval');
  });
  test('is said of nobody where no expert is in charge', () => {
    const { core } = settled();
    const nobody: Engagement = { ...settled(), core: core && { ...core, expert: null } };
    expect(readingEndsOn(nobody, THIRTY_DAYS)).toBeNull();
    expect(refusal(nobody, readingChanged(nobody))).toBe('unknown_record');
  });
  test('counts for its contract and its expert alone', () => {
    const closed = after(settled(), readingEnded('2026-03-13'));
    const { core } = closed;
    if (!core?.contract) throw new Error('no contract');
    const renewed = { ...closed, core: { ...core, contract: { ...core.contract, number: 'サンプル-002' } } };
    expect(scopes(renewed)).toContain(`person:${EXPERT}`);
    expect(scopes({ ...closed, core: { ...core, expert: 'expert-next' } })).toContain('person:expert-next');
  });
});
