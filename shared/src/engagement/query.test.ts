import { describe, expect, test } from 'vitest';
import { APPROVER, CONTEXT, engagementWith, EXPERT, goodVisit, operation } from '../../../test/fixtures/engagement.ts';
import { apply } from '../operation/apply.ts';
import type { Role } from '../operation/context.ts';
import type { Envelope } from '../operation/envelope.ts';
import { isRefusal } from '../operation/refusals.ts';
import { VISIBLE } from '../scope/visibility.ts';
import { type Engagement, engagementParts } from './engagement.ts';
import { isAsked, queriesInOrder, visitsWithMessage, waitsFor } from './query.ts';

const as = (...roles: readonly Role[]) => ({
  ...CONTEXT,
  roles: roles.map((role) => ({ role, programme: 'fukuoka' })),
});
const carriedOut = (
  engagement: Engagement,
  ...steps: readonly (readonly [envelope: Envelope, role: Role])[]
): Engagement =>
  steps.reduce((state, [envelope, role]) => {
    const outcome = apply(state, envelope, as(role));
    if (isRefusal(outcome)) throw new Error(`${envelope.type}: ${outcome.refused}`);
    return outcome.state;
  }, engagement);

const before = engagementWith(goodVisit({ number: 2 }));
const ask = operation(
  'query-asked@1',
  { query: 'q1', visit: null, title: '旅費', words: 'タクシーの領収書は、実費に当たりますか。' },
  { actor: EXPERT },
);
const answer = (words: string, settles: boolean, actor: string) =>
  operation('query-answered@1', { query: 'q1', words, settles }, { actor });

describe('[L13.434] what the contract leaves open is asked, answered and settled between expert and office', () => {
  test('it waits for the other side, and for nobody once it is settled', () => {
    const asked = carriedOut(before, [ask, 'expert']);
    expect([isAsked(asked, 'office'), isAsked(asked, 'expert')]).toEqual([true, false]);
    const answered = carriedOut(asked, [answer('路線を教えてください。', false, APPROVER), 'staff']);
    expect([isAsked(answered, 'office'), isAsked(answered, 'expert')]).toEqual([false, true]);
    const settled = carriedOut(answered, [answer('公共交通機関に限る。', true, EXPERT), 'expert']);
    expect(queriesInOrder(settled).map(waitsFor)).toEqual([null]);
  });
  test('who writes again after it was settled opens it, and every word stays in order', () => {
    const again = carriedOut(
      before,
      [ask, 'expert'],
      [answer('認めます。', true, APPROVER), 'staff'],
      [answer('もう一点あります。', false, EXPERT), 'expert'],
    );
    expect(isAsked(again, 'office')).toBe(true);
    expect(again.queries['q1']?.messages.map(({ side, settles }) => [side, settles])).toEqual([
      ['expert', false],
      ['office', true],
      ['expert', false],
    ]);
  });
  test('it is a part of its own, read by expert, desk and auditor alone', () => {
    const { parts } = {
      parts: engagementParts.toParts(carriedOut(before, [ask, 'expert'])).filter(({ part }) => part === 'query/q1'),
    };
    expect(parts.map(({ retention }) => retention)).toEqual(['B']);
    expect(VISIBLE['query']).toEqual(['expert', 'desk', 'auditor']);
  });
  test('連絡事項 of a report that was handed in waits until a query takes it up (FY3-14)', () => {
    const visit = goodVisit({ number: 2, submission: { by: EXPERT, atMs: 1, operation: 'o' } });
    const written = engagementWith({ ...visit, fields: { ...visit.fields, message: '次回は店舗に伺います。' } });
    expect(visitsWithMessage(written).map(({ number }) => number)).toEqual([2]);
    expect(visitsWithMessage(engagementWith({ ...visit, fields: { ...visit.fields, message: '　' } }))).toEqual([]);
    const taken = carriedOut(written, [
      operation(
        'query-asked@1',
        { query: 'q2', visit: visit.id, title: '第2回の連絡事項', words: '承知しました。' },
        { actor: APPROVER },
      ),
      'staff',
    ]);
    expect(visitsWithMessage(taken)).toEqual([]);
  });
});
