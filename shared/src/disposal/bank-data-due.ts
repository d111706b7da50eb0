import type { Engagement } from '../engagement/engagement.ts';
import { lastResult, paymentOf, type PaymentRun } from '../payment/payment-run.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import type { Disposal } from './disposal.ts';

/** How long pictures of a passbook are kept after the last payment. Source: requirements 3.4, class D. */
export const BANK_DATA_DAYS = 90;
/** So many days before, the office is told. */
const TOLD_BEFORE_DAYS = 14;

/** Bank data of an engagement that is to be disposed of; `daysLeft` is negative once the day is over. */
export type BankDataDue = {
  readonly engagement: string;
  readonly paidOn: Day;
  readonly eraseBy: Day;
  readonly daysLeft: number;
};

export type BankDataGiven = {
  readonly engagements: readonly { readonly id: string; readonly engagement: Pick<Engagement, 'invoices'> }[];
  readonly runs: readonly PaymentRun[];
  readonly disposals: readonly Pick<Disposal, 'engagement' | 'classes'>[];
};

/**
 * Engagements of which every invoice is paid, whose bank data is due soon or already, the longest overdue first. Nothing is erased by
 * itself: somebody asks and another approves (L16.21). What was asked for once is not told again.
 */
export const bankDataDue = ({ engagements, runs, disposals }: BankDataGiven, today: Day): readonly BankDataDue[] => {
  const asked = new Set(disposals.filter(({ classes }) => classes.includes('D')).map(({ engagement }) => engagement));
  return engagements
    .flatMap(({ id, engagement }): readonly BankDataDue[] => {
      const paidOn = asked.has(id) ? null : lastPaidOn(engagement, runs);
      if (paidOn === null) return [];
      const eraseBy = addDays(paidOn, BANK_DATA_DAYS);
      const daysLeft = daysBetween(today, eraseBy);
      return daysLeft > TOLD_BEFORE_DAYS ? [] : [{ engagement: id, paidOn, eraseBy, daysLeft }];
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
};

/** The day of the last payment; null while an invoice still waits, or there was none. */
const lastPaidOn = ({ invoices }: Pick<Engagement, 'invoices'>, runs: readonly PaymentRun[]): Day | null => {
  const all = Object.values(invoices);
  const corrected = new Set(all.map(({ replaces }) => replaces?.number));
  const standing = all.filter(({ voided, number }) => voided === null && !corrected.has(number));
  const days = standing.map(({ id }) => {
    const results = runs.flatMap((run) => {
      const payment = paymentOf(run, id);
      const result = payment && lastResult(payment);
      return result?.outcome === 'paid' ? [result.on] : [];
    });
    return results.at(-1) ?? null;
  });
  const paid = days.filter((day) => day !== null).toSorted();
  return paid.length === days.length ? (paid.at(-1) ?? null) : null;
};
