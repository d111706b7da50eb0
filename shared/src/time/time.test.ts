import { describe, expect, test } from 'vitest';
import {
  addDays,
  clockTimeInJapan,
  dayInJapan,
  daysBetween,
  instantInJapan,
  isDay,
  minutesBetween,
  monthsAfter,
} from './day.ts';
import { eraDate, eraYear, monthAndDay, spokenDuration, spokenTime, wareki } from './wareki.ts';

test.each([
  ['2026-01-31', '令和8年1月31日（土）'],
  ['2027-01-31', '令和9年1月31日（日）'],
  ['2019-05-01', '令和元年5月1日（水）'],
  ['2019-12-31', '令和元年12月31日（火）'],
  ['2019-04-30', '平成31年4月30日（火）'],
  ['2024-02-29', '令和6年2月29日（木）'],
])('[L13.8] %s is written %s', (day, written) => {
  expect(wareki(day)).toBe(written);
});

test('[L13.9] words for people', () => {
  expect(monthAndDay('2025-12-18')).toBe('12月18日（木）');
  expect(eraYear('2025-12-18')).toBe('令和7年');
  expect(['00:00', '09:05', '12:00', '14:30'].map(spokenTime)).toEqual([
    '午前0時',
    '午前9時5分',
    '午後0時',
    '午後2時30分',
  ]);
  expect([0, 45, 180, 185].map(spokenDuration)).toEqual(['0分', '45分', '3時間', '3時間5分']);
});

describe('[L13.10] days and minutes are Japan’s, wherever the machine stands', () => {
  test('around midnight in Japan', () => {
    const atMs = instantInJapan('2025-12-18', '00:00');
    expect([dayInJapan(atMs), clockTimeInJapan(atMs)]).toEqual(['2025-12-18', '00:00']);
    expect([dayInJapan(atMs - 1), clockTimeInJapan(atMs - 1)]).toEqual(['2025-12-17', '23:59']);
  });
  test('arithmetic', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
    expect(minutesBetween('13:00', '15:59')).toBe(179);
    expect([monthsAfter('2025-08-01', 6), monthsAfter('2025-08-31', 6), monthsAfter('2025-12-31', 2)]).toEqual([
      '2026-02-01',
      '2026-02-28',
      '2026-02-28',
    ]);
  });
  test.each([
    ['2025-02-29', false],
    ['2024-02-29', true],
    ['2025-13-01', false],
    ['2025-1-1', false],
  ])('%s is a day: %s', (text, day) => {
    expect(isDay(text)).toBe(day);
  });
});

test('every day since the calendar of today has the era that the platform knows', () => {
  const platform = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'UTC', dateStyle: 'long' });
  const different: string[] = [];
  const end = Date.UTC(2030, 0, 1);
  for (let at = Date.UTC(1873, 0, 1); at < end; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (eraDate(day) !== platform.format(at)) different.push(`${day}: ${eraDate(day)}, ${platform.format(at)}`);
  }
  expect(different).toEqual([]);
});

test('a company that was founded before has its era, too', () => {
  expect(eraDate('1867-03-01')).toBe('慶応3年3月1日');
});
