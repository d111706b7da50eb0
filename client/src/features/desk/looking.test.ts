import { describe, expect, test } from 'vitest';
import { DESK_FILTERS } from './desk-rows.ts';
import { lookingToQuery, queryToLooking } from './looking.ts';

describe('[L17.22] filter and search of the desk stand in the address', () => {
  test.each(DESK_FILTERS.flatMap((filter) => ['', 'みのり野 第2回', 'A&B=？#%'].map((search) => ({ filter, search }))))(
    '$filter, 「$search」',
    (looking) => {
      expect(queryToLooking(lookingToQuery(looking))).toEqual(looking);
    },
  );
  test('the list as it opens has a plain address, and what nobody can read is the list as it opens', () => {
    expect(lookingToQuery({ filter: 'submitted', search: '' })).toBe('');
    expect(queryToLooking('show=constructor&x=1')).toEqual({ filter: 'submitted', search: '' });
  });
});
