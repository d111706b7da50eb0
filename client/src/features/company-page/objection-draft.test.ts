import { expect, test } from 'vitest';
import { BLANK_DRAFT, pressed, withText } from './objection-draft.ts';

test('[L12.82] a press that was not answered is pressed again under its id; another text is another objection', () => {
  const written = withText(BLANK_DRAFT, { text: '1時間でした。' });
  const first = pressed(written, 1);
  expect(pressed(first, 2)).toEqual(first);
  const changed = pressed(withText(first, { text: '2時間でした。' }), 3);
  expect(changed.objection).not.toBe(first.objection);
  expect(changed.text).toBe('2時間でした。');
});
