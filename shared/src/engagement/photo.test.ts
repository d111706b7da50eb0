import { describe, expect, test } from 'vitest';
import { APPROVER, CONTEXT, engagementWith, goodVisit, operation } from '../../../test/fixtures/engagement.ts';
import { apply } from '../operation/apply.ts';
import { SYSTEM } from '../operation/envelope.ts';
import { isRefusal } from '../operation/refusals.ts';
import { type Engagement, engagementParts, photosOf } from './engagement.ts';
import { MAX_PHOTOS_PER_VISIT } from './photo.ts';

const VISIT = 'visit-1';
const picture = (photo: string, change: object = {}) =>
  operation('photo-added@1', {
    visit: VISIT,
    photo,
    purpose: 'whiteboard',
    caption: '工程の並べ替え',
    type: 'image/jpeg',
    sha256: 'a'.repeat(64),
    bytes: 300_000,
    width: 1_600,
    height: 1_200,
    ...change,
  });
const removal = (photo: string, reason = '人の顔が写っていた') =>
  operation('photo-removed@1', { visit: VISIT, photo, reason }, { actor: APPROVER });
const kept = (photo: string) =>
  operation(
    'photo-stored@1',
    { visit: VISIT, photo, sha256: 'b'.repeat(64), bytes: 200_000, width: 1_600, height: 1_200 },
    { actor: SYSTEM },
  );

const after = (...operations: readonly Parameters<typeof apply>[1][]): Engagement =>
  operations.reduce((state, one) => {
    const outcome = apply(state, one, CONTEXT);
    if (isRefusal(outcome)) throw new Error(`${one.type}: ${outcome.refused}`);
    return outcome.state;
  }, engagementWith(goodVisit()));

describe('[L15.40] a photo is a part of its own, of class C', () => {
  test('it names its bytes by hash, and comes out of its part as it went in', () => {
    const engagement = after(picture('photo-1'), kept('photo-1'));
    expect(engagement.photos['photo-1']).toMatchObject({
      sha256: 'a'.repeat(64),
      stored: { sha256: 'b'.repeat(64), bytes: 200_000 },
    });
    const parts = engagementParts.toParts(engagement);
    expect(parts.find(({ part }) => part === 'photo/photo-1')).toMatchObject({ retention: 'C' });
    expect(engagementParts.fromParts(parts)).toEqual(engagement);
  });
  test('one for an approved visit is kept, and marked as late', () => {
    const approved = engagementWith(goodVisit({ status: 'approved' }));
    expect(apply(approved, picture('photo-1'), CONTEXT)).toMatchObject({ flags: ['late_fact'] });
  });
});

describe('[L15.41] at most 400 kB, 1,600 pixels, JPEG, twenty for each visit', () => {
  const outcome = (change: object) =>
    apply(engagementWith(goodVisit()), { ...picture('p'), body: { ...picture('p').body, ...change } }, CONTEXT);
  test.each([
    [{ bytes: 400_000 }, false],
    [{ bytes: 400_001 }, true],
    [{ width: 1_600, height: 1_600 }, false],
    [{ width: 1_601 }, true],
    [{ height: 60_000 }, true],
    [{ bytes: 0 }, true],
    [{ type: 'image/png' }, true],
    [{ type: 'image/svg+xml' }, true],
    [{ sha256: 'A'.repeat(64) }, true],
    [{ purpose: 'portrait' }, true],
  ])('%j', (change, refused) => {
    expect(isRefusal(outcome(change))).toBe(refused);
  });
  test('the twenty-first is refused until one is taken out', () => {
    const ids = Array.from({ length: MAX_PHOTOS_PER_VISIT }, (_, i) => `photo-${String(i).padStart(2, '0')}`);
    const full = after(...ids.map((id) => picture(id)));
    expect(apply(full, picture('photo-20'), CONTEXT)).toEqual({ refused: 'too_many_photos' });
    const outcomeAfterRemoval = apply(
      after(...ids.map((id) => picture(id)), removal('photo-00')),
      picture('photo-20'),
      CONTEXT,
    );
    expect(isRefusal(outcomeAfterRemoval)).toBe(false);
  });
});

describe('[L15.42] a photo taken out is hidden with its reason and stays in the record', () => {
  test('no screen lists it, the record has who and why', () => {
    const engagement = after(picture('photo-1'), picture('photo-2'), removal('photo-1'));
    expect(photosOf(engagement, VISIT).map(({ id }) => id)).toEqual(['photo-2']);
    expect(engagement.photos['photo-1']?.removed).toMatchObject({ by: APPROVER, reason: '人の顔が写っていた' });
  });
  test('without a reason it is not taken out', () => {
    expect(apply(after(picture('photo-1')), removal('photo-1', '　'), CONTEXT)).toMatchObject({ refused: 'malformed' });
  });
  test('a second removal changes nothing', () => {
    const once = after(picture('photo-1'), removal('photo-1'));
    expect(
      after(picture('photo-1'), removal('photo-1'), removal('photo-1', '別の理由')).photos['photo-1']?.removed?.reason,
    ).toBe(once.photos['photo-1']?.removed?.reason);
  });
});

test('[L15.43] only the server says that it has a photo’s bytes', () => {
  const forged = { ...kept('photo-1'), actor: APPROVER };
  expect(apply(after(picture('photo-1')), forged, CONTEXT)).toEqual({ refused: 'not_allowed' });
});
