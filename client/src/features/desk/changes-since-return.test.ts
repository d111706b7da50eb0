import { blankVisit, type Visit } from '@banso/shared/engagement/visit.ts';
import { describe, expect, it } from 'vitest';
import { changesSinceReturn } from './changes-since-return.ts';

const time = { on: '2025-12-18', from: '14:00', to: '17:05', toOn: '2025-12-18' };
const first: Visit = { ...blankVisit('visit-1'), number: 2, time };
const returned: Visit = {
  ...first,
  sentBack: [
    { by: 'staff', atMs: 1, comments: [{ field: 'gist', text: '具体的に' }], seen: { fields: first.fields, time } },
  ],
};

describe('what changed since a return', () => {
  it('is null for a visit that was never sent back', () => {
    expect(changesSinceReturn(first)).toBeNull();
  });

  it('is nothing while everything is as it was', () => {
    expect(changesSinceReturn({ ...returned, time: { ...time } })).toEqual([]);
  });

  it('names the time first, then each field with old and new', () => {
    const mended = {
      ...returned,
      time: { ...time, to: '17:15' },
      fields: { ...first.fields, gist: '工程表', breakMinutes: 10 },
    };
    expect(changesSinceReturn(mended)).toEqual([
      { field: 'time', before: time, after: { ...time, to: '17:15' } },
      { field: 'breakMinutes', before: 0, after: 10 },
      { field: 'gist', before: '', after: '工程表' },
    ]);
  });

  it('compares with the last return, not with an earlier one', () => {
    const fields = { ...first.fields, gist: '工程表' };
    const again = { by: 'staff', atMs: 2, comments: [], seen: { fields, time } };
    expect(changesSinceReturn({ ...returned, fields, sentBack: [...returned.sentBack, again] })).toEqual([]);
  });
});
