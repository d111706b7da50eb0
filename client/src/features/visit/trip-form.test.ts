import { expect, test } from 'vitest';
import { metresOf, tripBodyOf, tripErrors, tripFormOf, yenOf } from './trip-form.ts';

const typed = {
  ...tripFormOf(null, { origin: '福岡県飯塚市', destination: '福岡県福岡市' }),
  wish: 'actual',
  km: '５０．１',
  method: '地図の経路',
  yen: '3,340円',
  route: 'JR往復',
} as const;

test.each([
  ['50', 50_000],
  ['50.0', 50_000],
  ['50.05', 50_050],
  ['５０．１', 50_100],
  ['50.1km', 50_100],
  ['', null],
  ['-1', null],
  ['五十', null],
  ['50.1234', null],
] as const)('[L13.270] %s km is read to the metre', (km, metres) => {
  expect(metresOf(km)).toBe(metres);
});

test('[L13.270] an amount is read in any width, and nothing else is taken for one', () => {
  expect([yenOf('3,340円'), yenOf('３３４０'), yenOf('33.4'), yenOf('')]).toEqual([3_340, 3_340, null, null]);
});

test('[L13.270] what was typed is recorded, and comes back as it was', () => {
  const body = tripBodyOf('visit-1', typed);
  expect(body).toMatchObject({
    wish: 'actual',
    paidBy: 'expert',
    distance: { metres: 50_100, method: '地図の経路' },
    fare: { yen: 3_340, route: 'JR往復', receipt: null },
  });
  const again = tripFormOf(
    { ...body, by: 'e', atMs: 1, operation: 'o', ruling: null },
    { origin: '', destination: '' },
  );
  expect(again).toEqual({ ...typed, km: '50.1', yen: '3340' });
});

test('[L13.270] only what an actual fare needs is asked for', () => {
  expect(tripErrors({ ...typed, km: '遠い', yen: '無料', method: '' })).toEqual(['km', 'yen']);
  expect(tripErrors({ ...typed, method: ' ' })).toEqual(['method']);
  expect(tripErrors({ ...typed, wish: 'flat', km: '遠い' })).toEqual([]);
});
