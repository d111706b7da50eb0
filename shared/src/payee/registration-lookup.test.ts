import { describe, expect, test } from 'vitest';
import { PAYEE } from '../../../test/fixtures/payment.ts';
import { instantInJapan } from '../time/day.ts';
import type { Payee } from './payee.ts';
import { lookupOf, type RegistrationLookup, registrationNotes } from './registration-lookup.ts';

const NUMBER = 'T8810000000016';
const registered = (number = NUMBER): Payee => ({
  ...PAYEE,
  statements: [
    {
      kind: 'individual',
      registration: { number, from: '2023-10-01', until: null },
      rounding: 'floor',
      showsReferenceTax: true,
      by: 'expert',
      atMs: 1,
    },
  ],
});
const looked = (day: string, change: Partial<RegistrationLookup> = {}): Payee => ({
  ...registered(),
  lookups: [
    {
      number: NUMBER,
      found: 'registered',
      endedOn: null,
      note: '',
      by: 'accounting',
      atMs: instantInJapan(day, '10:00'),
      ...change,
    },
  ],
});
const words = (payee: Payee | null, lastServedOn: string | null = '2025-12-20') =>
  registrationNotes(payee, lastServedOn).map(({ what }) => what);

describe('[L13.442] what the public register said of a T number', () => {
  test('is asked for where nobody looked, or at another number', () => {
    expect(words(registered())).toEqual([`登録番号 ${NUMBER} を、国税庁の公表サイトで確かめた記録がありません。`]);
    const changed = { ...looked('2026-01-10'), statements: registered('T9810000000015').statements };
    expect(lookupOf(changed)).toBeNull();
    expect(words(changed)[0]).toContain('T9810000000015');
  });
  test('says nothing of somebody who names no number, and nothing once it was asked since the last visit', () => {
    const [said] = registered().statements;
    if (!said) throw new Error('nothing said');
    expect(words(null)).toEqual([]);
    expect(words({ ...registered(), statements: [{ ...said, registration: null }] })).toEqual([]);
    expect(words(looked('2025-12-20'))).toEqual([]);
  });
  test('is asked for again where it was asked before the last visit', () => {
    expect(words(looked('2025-12-19'))[0]).toContain('令和7年12月19日（金）で、最後の訪問より前です。');
  });
  test('is told where the number is not there, or ended by the day of the last visit', () => {
    expect(words(looked('2026-01-10', { found: 'notFound' }))[0]).toContain('ありませんでした');
    expect(words(looked('2026-01-10', { found: 'ended', endedOn: '2025-12-20' }))[0]).toContain('に終わっています');
    expect(words(looked('2026-01-10', { found: 'ended', endedOn: '2025-12-21' }))).toEqual([]);
  });
  test('each note names how to mend it and its article', () => {
    for (const note of registrationNotes(registered(), null)) expect(Object.values(note)).not.toContain('');
  });
});
