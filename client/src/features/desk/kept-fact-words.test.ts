import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { expect, test } from 'vitest';
import { operation } from '../../../../test/fixtures/engagement.ts';
import { keptFactLines } from './kept-fact-words.ts';

const visit = 'visit-1';
const keptOf = ({ type, body }: ReturnType<typeof operation>) => ({ type, body: JSON.stringify(body) });

test.each([
  [
    '書いた文は、項目ごとに',
    operation('visit-report-saved@1', {
      visit,
      changes: [
        { field: 'effect', base: fieldHash(''), value: '40分が28分になった。' },
        { field: 'breakMinutes', base: fieldHash(0), value: 45 },
      ],
    }),
    ['支援効果：40分が28分になった。', '休憩：45分'],
  ],
  [
    '訂正した時刻は、理由とともに',
    operation('visit-time-corrected@1', { visit, on: '2025-12-18', from: '13:00', to: '16:20', reason: '誤記' }),
    ['令和7年12月18日（木） 13:00～16:20', '理由：誤記'],
  ],
  [
    '中止は、誰の都合かとともに',
    operation('visit-set-back@1', { visit, how: 'cancelled', requestedBy: 'company', reason: '急な納品' }),
    ['中止（会社の都合）', '理由：急な納品'],
  ],
  ['ボタンは、時刻だけ', operation('visit-started@1', { visit }), []],
] as const)('[L1.13] 承認の後の記録を、机で読める：%s', (_, kept, lines) => {
  expect(keptFactLines(keptOf(kept))).toEqual(lines);
});
