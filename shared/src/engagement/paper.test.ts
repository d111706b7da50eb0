import { describe, expect, test } from 'vitest';
import {
  APPROVER,
  confirmationOf,
  CONTEXT,
  engagementWith,
  EXPERT,
  goodVisit,
  operation,
} from '../../../test/fixtures/engagement.ts';
import { ENTERED, ON_PAPER, paperBody, paperOf, STORED, withPapers } from '../../../test/fixtures/paper-cases.ts';
import { confirmationStands, type Manner } from '../evidence/confirmation.ts';
import { apply } from '../operation/apply.ts';
import { isRefusal } from '../operation/refusals.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { evaluateVisit } from '../rules/evaluate.ts';
import { likePapersIn } from '../rules/expert-work.ts';
import { carriesPart } from '../scope/reach.ts';
import { type Engagement, engagementParts } from './engagement.ts';
import { MAX_PAPERS_PER_VISIT, type Paper, papersToName } from './paper.ts';

const visit = goodVisit();

const done = (state: Engagement, ...operations: readonly Parameters<typeof apply>[1][]): Engagement =>
  operations.reduce((before, one) => {
    const outcome = apply(before, one, CONTEXT);
    if (isRefusal(outcome)) throw new Error(`${one.type}: ${outcome.refused}`);
    return outcome.state;
  }, state);

const signed = (state: Engagement, manner: Manner = ON_PAPER) =>
  done(state, operation('confirmation-signed@1', paperBody(manner)));
const entered = (state: Engagement, manner: Manner = ENTERED) =>
  done(state, operation('confirmation-entered@1', paperBody(manner), { actor: APPROVER }));
const only = (engagement: Engagement) => {
  const [confirmation] = Object.values(engagement.confirmations);
  if (!confirmation) throw new Error('nothing was confirmed');
  return confirmation;
};
const findingsOn = (engagement: Engagement, likePapers: Parameters<typeof evaluateVisit>[1]['likePapers'] = []) =>
  evaluateVisit(FUKUOKA_R7, {
    engagement,
    visit,
    otherVisits: [],
    likeTexts: [],
    likeStrokes: [],
    likePapers,
    today: '2025-12-20',
  });
const codes = (engagement: Engagement) => findingsOn(engagement).map(({ code }) => code);

describe('[L12.120] a photo of a signed paper lives as long as the confirmation it is the evidence of', () => {
  test('it is a part of class B of its own, and comes back as it went in', () => {
    const engagement = withPapers(paperOf());
    const parts = engagementParts.toParts(engagement);
    expect(parts.find(({ part }) => part === 'paper/paper-1')).toMatchObject({ retention: 'B' });
    expect(engagementParts.fromParts(parts).papers).toEqual(engagement.papers);
  });
  test('whoever reads the confirmation reads it: the desk and the expert, never a support officer', () => {
    const reads = (scope: string) =>
      ['paper/p', 'confirmation/c'].map((part) => carriesPart(scope, 'engagement', part));
    expect(reads('desk:fukuoka')).toEqual([true, true]);
    expect(reads(`person:${EXPERT}`)).toEqual([true, true]);
    expect(reads('officer:somebody')).toEqual([false, false]);
  });
  test('at most so many of a visit', () => {
    const many = withPapers(...Array.from({ length: MAX_PAPERS_PER_VISIT }, (_, i) => paperOf({ id: `paper-${i}` })));
    const { id: _i, by: _b, atMs: _a, operation: _o, stored: _s, removed: _r, ...body } = paperOf();
    const one = operation('paper-added@1', { ...body, paper: 'paper-x' });
    expect(apply(many, one, CONTEXT)).toMatchObject({ refused: 'too_many_photos' });
  });
});

describe('[L12.121] what a confirmation rests on is never taken out; what none names, its own photographer takes out', () => {
  const removal = (actor = EXPERT) =>
    operation('paper-removed@1', { visit: visit.id, paper: 'paper-1', reason: 'ぶれていた' }, { actor });
  test('named: refused for everybody', () => {
    expect(apply(signed(withPapers(paperOf())), removal(), CONTEXT)).toMatchObject({ refused: 'paper_is_evidence' });
  });
  test('not named: by its photographer alone', () => {
    expect(apply(withPapers(paperOf()), removal(APPROVER), CONTEXT)).toMatchObject({ refused: 'not_allowed' });
    const after = done(withPapers(paperOf()), removal());
    expect(after.papers['paper-1']).toMatchObject({ removed: { by: EXPERT, reason: 'ぶれていた' } });
    expect(papersToName(after, { visit: visit.id, by: EXPERT })).toEqual([]);
  });
  test('what waits to be named is one’s own and unnamed', () => {
    const two = withPapers(paperOf(), paperOf({ id: 'paper-2' }), paperOf({ id: 'paper-3', by: APPROVER }));
    expect(papersToName(signed(two), { visit: visit.id, by: EXPERT }).map(({ id }) => id)).toEqual(['paper-2']);
  });
});

describe('[L12.122] a confirmation counts with photos of its own visit’s paper by its own author alone', () => {
  test('it stands as any other way does, on the phone and at the server', () => {
    const confirmation = only(signed(withPapers(paperOf())));
    expect(confirmation).toMatchObject({ paperProof: true, enteredBy: null });
    expect(confirmationStands(visit, confirmation)).toBe(true);
    expect(confirmationStands({ ...visit, fields: { ...visit.fields, gist: '別の内容' } }, confirmation)).toBe(false);
  });
  test.each<[string, readonly Paper[], readonly string[]]>([
    ['an unknown photo', [], ['paper-1']],
    ['a photo of another visit', [paperOf({ visit: 'visit-2' })], ['paper-1']],
    ['somebody else’s photo', [paperOf({ by: 'expert-other' })], ['paper-1']],
    ['a photo that was taken out', [paperOf({ removed: { by: EXPERT, atMs: 1, reason: '' } })], ['paper-1']],
    ['one good photo and an unknown one', [paperOf()], ['paper-1', 'paper-9']],
    ['one photo twice', [paperOf()], ['paper-1', 'paper-1']],
  ])('%s: kept, flagged, and it does not count', (_, papers, photos) => {
    const wish = operation('confirmation-signed@1', paperBody({ ...ON_PAPER, photos: [...photos] }));
    const outcome = apply(withPapers(...papers), wish, CONTEXT);
    expect(outcome).toMatchObject({ flags: ['signature_unproven'] });
    const after = isRefusal(outcome) ? withPapers() : outcome.state;
    expect(confirmationStands(visit, only(after))).toBe(false);
    expect(codes(after)).toContain('not-confirmed');
    expect(codes(after)).not.toContain('paper-missing');
  });
  test('an ordinary photo of the visit is no paper', () => {
    const photo = { ...paperOf(), purpose: 'paper', caption: '' } as const;
    const after = signed({ ...engagementWith(visit, { signed: false }), photos: { 'paper-1': photo } });
    expect(only(after).paperProof).toBe(false);
  });
});

describe('[L12.123] a paper whose photo has not arrived stops the approval until it has, and nobody can release that', () => {
  test('it is told to the expert, and stops approval, invoice and payment', () => {
    const finding = findingsOn(signed(withPapers(paperOf()))).find(({ code }) => code === 'paper-missing');
    expect(finding).toMatchObject({
      source: '事業の設定',
      releasable: false,
      severity: { submit: 'note', approve: 'BLOCK', invoice: 'BLOCK', pay: 'BLOCK' },
    });
  });
  test('it ends with the last byte, or with another confirmation that is whole', () => {
    expect(codes(signed(withPapers(paperOf({ stored: STORED }))))).not.toContain('paper-missing');
    const two = { ...ON_PAPER, photos: ['paper-1', 'paper-2'] };
    const half = signed(withPapers(paperOf({ stored: STORED }), paperOf({ id: 'paper-2' })), two);
    expect(codes(half)).toContain('paper-missing');
    const byHand = { ...confirmationOf(visit), id: 'confirmation-2' };
    expect(codes({ ...half, confirmations: { ...half.confirmations, [byHand.id]: byHand } })).not.toContain(
      'paper-missing',
    );
  });
});

describe('[L12.124] the desk enters a paper that came to it, in its own name, and never for a visit of its own', () => {
  const scanned = withPapers(paperOf({ by: APPROVER, stored: STORED }));
  test('who entered it is in the record and told before the approval', () => {
    const after = entered(scanned);
    expect(only(after)).toMatchObject({ enteredBy: APPROVER, paperProof: true, manner: { entered: { came: 'post' } } });
    expect(confirmationStands(visit, only(after))).toBe(true);
    const told = findingsOn(after).find(({ code }) => code === 'entered-by-desk');
    expect(told).toMatchObject({ source: '事業の設定', severity: { approve: 'WARN' } });
    expect(told?.reason).toContain('桐野 誠');
  });
  test('the visit’s own expert is refused, whatever else they are', () => {
    const wish = operation('confirmation-entered@1', paperBody(ENTERED));
    expect(apply(scanned, wish, CONTEXT)).toMatchObject({ refused: 'not_allowed' });
  });
  test('an expert cannot pass a paper off as entered by the desk, nor the desk enter anything but paper', () => {
    const asDesk = operation('confirmation-signed@1', paperBody(ENTERED));
    expect(apply(withPapers(paperOf()), asDesk, CONTEXT)).toMatchObject({ refused: 'malformed' });
    for (const manner of [ON_PAPER, confirmationOf(visit).manner])
      expect(
        apply(scanned, operation('confirmation-entered@1', paperBody(manner), { actor: APPROVER }), CONTEXT),
      ).toMatchObject({ refused: 'malformed' });
  });
  test('all five are compared, or there is no entry', () => {
    const body = paperBody(ENTERED);
    const less = { ...body, manner: { ...ENTERED, entered: { ...ENTERED.entered, agrees: ['day', 'hours'] } } };
    const wish = { ...operation('confirmation-entered@1', body, { actor: APPROVER }), body: less };
    expect(apply(scanned, wish, CONTEXT)).toMatchObject({ refused: 'malformed' });
  });
});

describe('[L12.125] one photo of a paper used for two visits is found, and a person judges', () => {
  const work = (engagement: string, id: string, change: Partial<Paper> = {}) => {
    const own = {
      ...visit,
      id,
      number: id === 'visit-1' ? 1 : 2,
      time: { on: `2025-12-1${id.at(-1)}`, from: '13:00', to: '16:10', toOn: `2025-12-1${id.at(-1)}` },
    };
    const paper = paperOf({ id: `paper-of-${id}`, visit: id, ...change });
    const confirmation = {
      ...confirmationOf(visit),
      id: `c-${id}`,
      visit: id,
      manner: { ...ON_PAPER, photos: [paper.id] },
    };
    return {
      visit: own,
      work: {
        engagement,
        company: 'みのり野製麺（サンプル）',
        address: '',
        visits: { [id]: own },
        confirmations: { [confirmation.id]: confirmation },
        papers: { [paper.id]: paper },
      },
    };
  };
  const [first, second] = [work('engagement-1', 'visit-1'), work('engagement-2', 'visit-2')];
  const like = likePapersIn({ visit: second.visit, own: second.work, elsewhere: [first.work] });
  test('the later visit says so, the earlier one does not', () => {
    expect(like).toMatchObject([{ engagement: 'engagement-1', visit: 'visit-1', confirmation: 'c-visit-1' }]);
    expect(likePapersIn({ visit: first.visit, own: first.work, elsewhere: [second.work] })).toEqual([]);
    const found = findingsOn(signed(withPapers(paperOf({ stored: STORED }))), like);
    expect(found.find(({ code }) => code === 'paper-reused')).toMatchObject({ severity: { approve: 'WARN' } });
  });
  test('another photo is another picture', () => {
    const other = work('engagement-1', 'visit-1', { sha256: 'e'.repeat(64) });
    expect(likePapersIn({ visit: second.visit, own: second.work, elsewhere: [other.work] })).toEqual([]);
  });
  test('the same photo under other words of the same visit, after a signed fact was changed', () => {
    const again = {
      ...confirmationOf(visit),
      id: 'd-later',
      visit: 'visit-2',
      manner: { ...ON_PAPER, photos: ['paper-of-visit-2'] },
    };
    const own = (text: string) => ({
      ...second.work,
      confirmations: { ...second.work.confirmations, [again.id]: { ...again, text } },
    });
    const found = (text: string) => likePapersIn({ visit: second.visit, own: own(text), elsewhere: [] });
    expect(found('別の文')).toMatchObject([{ visit: 'visit-2', confirmation: 'c-visit-2' }]);
    expect(found(again.text)).toEqual([]);
  });
});
