import { BLANK_FIELDS } from '@banso/shared/engagement/visit.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { describe, expect, it } from 'vitest';
import {
  draftChanges,
  editedFields,
  readEdits,
  unrecorded,
  withEdit,
  withoutSeen,
  withRecorded,
  withRestored,
} from './draft-changes.ts';

const typed = (value: string, before = {}) => withEdit(before, BLANK_FIELDS, { field: 'gist', value });

describe('[L17] a draft of a visit', () => {
  it('keeps the hash of the text the edit started from through every key stroke', () => {
    const edits = typed('原価を', typed('原'));
    expect(draftChanges(edits).changes).toEqual([{ field: 'gist', base: fieldHash(''), value: '原価を' }]);
  });

  it('records nothing when the text is as it was', () => {
    expect(draftChanges(typed('', typed('原'))).changes).toEqual([]);
  });

  it('takes control and direction marks out before anything is kept', () => {
    expect(typed('原\u202e価\u0000 髙﨑𠮷').gist?.value).toBe('原価 髙﨑𠮷');
  });

  it('leaves a field that is too long in the draft and records the others', () => {
    const edits = withEdit(typed('字'.repeat(1_001)), BLANK_FIELDS, { field: 'effect', value: '短くなった' });
    const { changes, unfit } = draftChanges(edits);
    expect(changes.map(({ field }) => field)).toEqual(['effect']);
    expect(unfit).toEqual(['gist']);
  });

  it('goes on from the recorded text when more was typed while it was recorded', () => {
    const first = typed('原価');
    const { changes } = draftChanges(first);
    const after = withRecorded(typed('原価を調べた', first), changes);
    expect(draftChanges(after).changes).toEqual([{ field: 'gist', base: fieldHash('原価'), value: '原価を調べた' }]);
  });

  it('counts quick taps from each other, not from a record that is not back yet', () => {
    const once = withEdit({}, BLANK_FIELDS, { field: 'breakMinutes', value: 5 });
    const recorded = withRecorded(once, draftChanges(once).changes);
    const twice = withEdit(recorded, BLANK_FIELDS, { field: 'breakMinutes', value: 10 });
    expect(draftChanges(twice).changes).toEqual([{ field: 'breakMinutes', base: fieldHash(5), value: 10 }]);
  });

  it('shows a recorded text until the records show it themselves', () => {
    const recorded = withRecorded(typed('原価'), draftChanges(typed('原価')).changes);
    expect(editedFields(BLANK_FIELDS, recorded).gist).toBe('原価');
    expect(withoutSeen(recorded, { fields: BLANK_FIELDS, conflicts: [] })).toBe(recorded);
    expect(withoutSeen(recorded, { fields: { ...BLANK_FIELDS, gist: '原価' }, conflicts: [] })).toEqual({});
  });

  it('gives a recorded text up when it became one of two to choose from', () => {
    const recorded = withRecorded(typed('原価'), draftChanges(typed('原価')).changes);
    const conflict = { id: 'o/gist', field: 'gist', value: '原価', by: 'p', atMs: 1 } as const;
    const seen = withoutSeen(recorded, { fields: { ...BLANK_FIELDS, gist: '別の文' }, conflicts: [conflict] });
    expect(seen).toEqual({});
  });

  it('never gives up what is not recorded', () => {
    const edits = typed('原価');
    expect(withoutSeen(edits, { fields: { ...BLANK_FIELDS, gist: '原価' }, conflicts: [] })).toBe(edits);
    expect(unrecorded(edits)).toEqual(edits);
  });

  it('comes back after a crash, under what was typed since', () => {
    const kept: unknown = JSON.parse(JSON.stringify(typed('前の文')));
    expect(withRestored(typed('新しい文'), readEdits(kept)).gist?.value).toBe('新しい文');
    expect(withRestored({}, readEdits(kept)).gist?.value).toBe('前の文');
  });

  it('is empty when the device holds something unreadable', () => {
    expect(readEdits({ gist: 'text' })).toEqual({});
    expect(readEdits(undefined)).toEqual({});
  });
});
