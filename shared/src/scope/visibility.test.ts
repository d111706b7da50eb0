import { expect, test } from 'vitest';
import { ENGAGEMENT_PART_NAMES } from '../engagement/engagement.ts';
import { reads, SIDES, VISIBLE } from './visibility.ts';

test('[L15.141] every kind of part of an engagement has its line in the table, and no other line stands there', () => {
  expect(Object.keys(VISIBLE).toSorted()).toEqual([...ENGAGEMENT_PART_NAMES].toSorted());
});

test('[L15.141] a part that nobody has decided about is read by nobody', () => {
  expect(SIDES.filter((side) => reads(side, 'settlement') || reads(side, 'constructor'))).toEqual([]);
});
