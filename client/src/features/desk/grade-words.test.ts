import { blankVisit, type Tap, type Visit } from '@banso/shared/engagement/visit.ts';
import { gradeVisit } from '@banso/shared/evidence/grade.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { describe, expect, test } from 'vitest';
import { gradeLines } from './grade-words.ts';

const DAY = '2025-12-18';
const at = (time: string): number => instantInJapan(DAY, time);
const bound = (time: string | null): number | null => (time === null ? null : at(time));

const tap = (time: string, bounds: readonly [string | null, string | null], change: Partial<Tap> = {}): Tap => ({
  operation: `tap-${time}`,
  device: 'phone',
  seq: time < '15:00' ? 1 : 2,
  reading: { wallMs: at(time), monoMs: at(time) - at('12:00'), page: 'page', offsetMs: 0 },
  bounds: { notBeforeMs: bound(bounds[0]), notAfterMs: bound(bounds[1]) },
  ...change,
});

const visitOf = (start: Tap, end: Tap, change: Partial<Visit> = {}): Visit => ({
  ...blankVisit('visit-1'),
  status: 'ended',
  start,
  end,
  time: { on: DAY, from: '13:00', to: '16:10', toOn: DAY },
  ...change,
});

const linesOf = (visit: Visit): string => {
  const grade = gradeVisit(visit);
  return grade ? [grade.grade, ...gradeLines(visit, grade)].join('\n') : '';
};

describe('[L11.45] the desk reads which bound of the server proves what', () => {
  test('証明済み: the arrival of the start, the token in the end, and what lies between them', () => {
    const lines = linesOf(visitOf(tap('13:00', ['12:58', '13:01']), tap('16:10', ['16:08', '16:11'])));
    expect(lines).toMatch(/^A\n/);
    expect(lines).toContain('12月18日（木）13:01にはサーバーにありました');
    expect(lines).toContain('12月18日（木）16:08に渡した時刻の証票');
    expect(lines).toContain('3時間7分は、端末の時計がどうであっても確か');
    expect(lines).toContain('差は3分です。10分以内');
  });

  test('矛盾なし: how much is missing, or that nothing of the length is known', () => {
    const half = linesOf(visitOf(tap('13:00', ['12:58', '13:01']), tap('16:10', ['14:31', '17:00'])));
    expect(half).toContain('1時間30分は、端末の時計がどうであっても確か');
    expect(half).toContain('差が100分あり、10分を超える');
    const none = linesOf(visitOf(tap('13:00', [null, '18:00']), tap('16:10', [null, '18:00'])));
    expect(none).toMatch(/^B\n/);
    expect(none).toContain('電波がない');
  });

  test.each([
    [
      'a token later than the phone’s clock',
      tap('13:00', ['14:20', '17:00']),
      tap('16:10', [null, '17:00']),
      '14:20に渡した証票',
    ],
    [
      'an arrival before the phone’s clock',
      tap('13:00', [null, '13:01']),
      tap('16:10', [null, '15:30']),
      '15:30にはサーバーに届いて',
    ],
    [
      'a clock that was set back',
      tap('13:00', [null, '17:00']),
      tap('16:10', [null, '17:00'], {
        reading: { wallMs: at('16:10'), monoMs: 6 * 3_600_000, page: 'page', offsetMs: 0 },
      }),
      '経過の計測は5時間です',
    ],
    [
      'an end recorded first',
      tap('13:00', [null, '17:00'], { seq: 9 }),
      tap('16:10', [null, '17:00']),
      '終了が開始より先',
    ],
  ])('申告: %s', (_, start, end, words) => {
    const lines = linesOf(visitOf(start, end));
    expect(lines).toMatch(/^C\n/);
    expect(lines).toContain(words);
  });

  test('typed times are judged by their reason and the company’s word, and accuse nobody', () => {
    const typedTime = { operation: 'o', by: 'expert', reason: '押し忘れ', atMs: at('18:00') };
    const lines = linesOf(visitOf(tap('13:00', [null, null]), tap('16:10', [null, null]), { typedTime }));
    expect(lines).toContain('理由と会社の確認で判断します');
    expect(lines).not.toMatch(/不正|虚偽|疑/);
  });
});
