import * as v from 'valibot';
import { expect, test } from 'vitest';
import { metresBetween, positionSchema } from './distance.ts';

test('[L15.30] distances are those of a map, to the nearest ten metres', () => {
  const tower = { latitude: 35.6586, longitude: 139.7454 };
  const station = { latitude: 35.6812, longitude: 139.7671 };
  expect(metresBetween(tower, tower)).toBe(0);
  expect(metresBetween(tower, station)).toBeGreaterThan(3_150);
  expect(metresBetween(tower, station)).toBeLessThan(3_250);
  expect(metresBetween(tower, station)).toBe(metresBetween(station, tower));
  // Across the date line, the short way round.
  expect(metresBetween({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 })).toBe(220);
});

test('[L15.30] a registered place is kept to ten metres, not to the desk', () => {
  expect(v.is(positionSchema, { latitude: 33.3471, longitude: 130.7553 })).toBe(true);
  expect(v.is(positionSchema, { latitude: 33.34711, longitude: 130.7553 })).toBe(false);
  expect(v.is(positionSchema, { latitude: 133, longitude: 130.7553 })).toBe(false);
});
