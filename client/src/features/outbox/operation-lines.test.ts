import { envelopeToText } from '@banso/shared/operation/envelope.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { expect, test } from 'vitest';
import { operation } from '../../../../test/fixtures/engagement.ts';
import { amendmentOf } from './amendment-of.ts';
import { operationLines } from './operation-lines.ts';

const textOf = <Type extends keyof BodyOf>(type: Type, body: BodyOf[Type]) => envelopeToText(operation(type, body));
const base = '0'.repeat(64);

test.each([
  [
    textOf('visit-report-saved@1', { visit: 'v1', changes: [{ field: 'gist', base, value: '書いた要旨' }] }),
    [{ label: '支援内容の要旨', value: '書いた要旨' }],
  ],
  [
    textOf('visit-sent-back@1', { visit: 'v1', comments: [{ field: 'time', text: '時刻の理由を。' }] }),
    [{ label: '実施日・時刻', value: '時刻の理由を。' }],
  ],
  [
    textOf('visit-set-back@1', {
      visit: 'v1',
      how: 'postponed',
      requestedBy: 'company',
      reason: '急な納品',
      schedule: { on: '2026-01-08', from: '13:00', to: '16:10', mode: 'onSite', place: '直売所' },
    }),
    [
      { label: '理由', value: '急な納品' },
      { label: '新しい予定', value: '2026-01-08 13:00 16:10' },
    ],
  ],
  [textOf('visit-started@1', { visit: 'v1' }), []],
])('[L1.53] what was written is shown line by line, without ids and hashes', (text, lines) => {
  expect(operationLines(text)).toEqual(lines);
});

test('[L1.50] an editor is filled with the text and what each edit started from', () => {
  const changes = [{ field: 'gist', base, value: '書いた要旨' }] as const;
  expect(amendmentOf(textOf('visit-report-saved@1', { visit: 'v1', changes: [...changes] }), undefined)).toEqual({
    href: '/visits/engagement-1/v1/report',
    amendment: { key: 'visit/v1', draft: { gist: { value: '書いた要旨', base } } },
    merge: true,
  });
  const corrected = { visit: 'v1', on: '2025-12-18', from: '13:00', to: '16:20', reason: '押し忘れ' };
  expect(amendmentOf(textOf('visit-time-corrected@1', corrected), undefined)).toEqual({
    href: '/visits/engagement-1/v1/time',
    amendment: { key: 'time/v1', draft: { on: '2025-12-18', from: '13:00', to: '16:20', reason: '押し忘れ' } },
    merge: false,
  });
  expect(amendmentOf(textOf('visit-started@1', { visit: 'v1' }), undefined)).toBeNull();
});
