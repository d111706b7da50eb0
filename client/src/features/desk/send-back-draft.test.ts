import { blankVisit } from '@banso/shared/engagement/visit.ts';
import { describe, expect, it } from 'vitest';
import { chosenComments, commentsToDraft, draftToComments, withField, withoutField } from './send-back-draft.ts';

const visit = blankVisit('visit-1');

describe('the draft of a return', () => {
  it('comes back for the submission it was written for, and not for the next', () => {
    const draft: unknown = JSON.parse(JSON.stringify(commentsToDraft(visit, { gist: '具体的に' })));
    expect(draftToComments(visit, draft)).toEqual({ gist: '具体的に' });
    const returned = { by: 'staff', atMs: 1, comments: [], seen: { fields: visit.fields, time: null } };
    expect(draftToComments({ ...visit, sentBack: [returned] }, draft)).toEqual({});
  });

  it('lists a chosen field that is still blank, in the order of reading', () => {
    const texts = withField(withField({}, 'gist'), 'time');
    expect(chosenComments(texts)).toEqual([
      { field: 'time', text: '' },
      { field: 'gist', text: '' },
    ]);
    expect(chosenComments(withoutField(texts, 'time'))).toEqual([{ field: 'gist', text: '' }]);
  });
});
