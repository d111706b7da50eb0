import { dayInJapan, type Day } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import type { Payee } from './payee.ts';

/** What the tax agency's public register said of a T number. */
export const LOOKUP_RESULTS = ['registered', 'ended', 'notFound'] as const;

/** One look into the public register: by whom, when, and what stood there. `endedOn`: the day of the loss or cancellation. */
export type RegistrationLookup = {
  readonly number: string;
  readonly found: (typeof LOOKUP_RESULTS)[number];
  readonly endedOn: Day | null;
  readonly note: string;
  readonly by: string;
  readonly atMs: number;
};

/** The newest look at the number that the expert names now; null: nobody looked, or at another number. */
export const lookupOf = (payee: Pick<Payee, 'statements' | 'lookups'>): RegistrationLookup | null => {
  const number = payee.statements.at(-1)?.registration?.number;
  return payee.lookups?.findLast((one) => one.number === number) ?? null;
};

/** Something about a T number that accounting should know before it pays; it stops nothing. */
export type RegistrationNote = { readonly what: string; readonly mend: string; readonly article: string };

/**
 * The register is the truth: it is asked for the days of the service, and again before the payment (requirements 2.4). `lastServedOn`:
 * the last day that the invoice is about. Empty where the expert names no number. The fee never depends on it.
 */
export const registrationNotes = (
  payee: Pick<Payee, 'statements' | 'lookups'> | null,
  lastServedOn: Day | null,
): readonly RegistrationNote[] => {
  const registration = payee?.statements.at(-1)?.registration;
  if (!payee || !registration) return [];
  const lookup = lookupOf(payee);
  if (!lookup)
    return [noteOf(`登録番号 ${registration.number} を、国税庁の公表サイトで確かめた記録がありません。`, LOOK)];
  const on = dayInJapan(lookup.atMs);
  if (lookup.found === 'notFound')
    return [
      noteOf(`登録番号 ${lookup.number} は、国税庁の公表サイトにありませんでした（${wareki(on)}）。`, ASK_NUMBER),
    ];
  if (lookup.endedOn !== null && lastServedOn !== null && lookup.endedOn <= lastServedOn)
    return [noteOf(`登録番号 ${lookup.number} の登録は、${wareki(lookup.endedOn)}に終わっています。`, ASK_ANEW)];
  return lastServedOn !== null && on < lastServedOn
    ? [noteOf(`登録番号を確かめたのは${wareki(on)}で、最後の訪問より前です。`, LOOK)]
    : [];
};

const LOOK = '支払先の画面で、国税庁の公表サイトで確かめた結果を記録してください。';
const ASK_NUMBER = '登録番号を、専門家に確かめてください。謝金の額は変わりません。';
const ASK_ANEW = '登録が終わった日を専門家に届け直してもらい、請求書を作り直してください。謝金の額は変わりません。';

const noteOf = (what: string, mend: string): RegistrationNote => ({
  what,
  mend,
  article: '消費税法第57条の2第4項・第57条の4第1項',
});
