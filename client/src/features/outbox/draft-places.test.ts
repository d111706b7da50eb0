import { expect, test } from 'vitest';
import { payableEngagement } from '../../../../test/fixtures/payment.ts';
import { draftKeys } from '../draft-keys.ts';
import { paths } from '../paths.ts';
import { draftPlaces } from './draft-places.ts';

const engagement = payableEngagement('e1');
const [visit = ''] = Object.keys(engagement.visits);
const views = [{ id: 'e1', engagement }];

test('[L1.55] a draft leads to the screen where its author goes on', () => {
  const keys = [
    draftKeys.report(visit),
    draftKeys.trip(visit),
    draftKeys.written('e1', 'plan'),
    draftKeys.written('e1', 'kpi/k1'),
  ];
  expect(draftPlaces(keys, views).map(({ key, href, visit: of }) => ({ key, href, of }))).toEqual([
    { key: keys[0], href: paths.visit({ engagement: 'e1', visit }), of: visit },
    { key: keys[1], href: paths.trip({ engagement: 'e1', visit }), of: visit },
    { key: keys[2], href: paths.written('e1', 'plan'), of: null },
    { key: keys[3], href: paths.written('e1', 'growth'), of: null },
  ]);
});

test('[L1.55] what the app keeps for itself, and what is of an engagement that is not here, is not shown', () => {
  expect(draftPlaces(['hand-over', `signature/${visit}`, draftKeys.written('e2', 'plan')], views)).toEqual([]);
});
