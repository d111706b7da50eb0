import { type Engagement, heldVisits } from '../engagement/engagement.ts';
import { payBy } from '../money/deadline.ts';
import { type Programme, ruleSetOf } from '../programme/programme.ts';
import { type Day, daysBetween } from '../time/day.ts';
import { lastResult, paymentOf, type PaymentRun } from './payment-run.ts';

/** How far the payment of a visit has come. */
export type ClockStage = 'notInvoiced' | 'invoiced' | 'inRun' | 'sent';

/** One visit that is not paid, and its last day (フリーランス法第4条: sixty days, the day of the visit being the first). */
export type VisitClock = {
  readonly engagement: string;
  readonly visit: string;
  readonly number: number | null;
  readonly on: Day;
  readonly payBy: Day;
  /** Below zero when the day is over. */
  readonly daysLeft: number;
  readonly stage: ClockStage;
};

/**
 * The visits of an engagement that wait to be paid. What an invoice left out is not claimed; where there is none yet, every visit
 * that was held counts. Nothing in a programme without a unit price.
 */
export const clocksOf = (
  {
    id,
    engagement,
    programme,
    runs,
  }: {
    readonly id: string;
    readonly engagement: Engagement;
    readonly programme: Programme;
    readonly runs: readonly PaymentRun[];
  },
  today: Day,
): readonly VisitClock[] => {
  const money = ruleSetOf(programme, engagement.core?.contract ?? null, today)?.money;
  if (!money?.fee) return [];
  const invoices = Object.values(engagement.invoices).filter(({ voided }) => voided === null);
  return heldVisits(engagement).flatMap(({ id: visit, number, time }): readonly VisitClock[] => {
    if (!time) return [];
    const own = invoices.filter(({ visits }) => visits.some((one) => one.visit === visit));
    if (invoices.length > 0 && own.length === 0) return [];
    const payments = own.flatMap((invoice) =>
      runs.flatMap((run) => {
        const payment = paymentOf(run, invoice.id);
        return payment ? [{ run, payment }] : [];
      }),
    );
    if (payments.some(({ payment }) => lastResult(payment)?.outcome === 'paid')) return [];
    const last = payBy(time.on, money.payWithin);
    const stage = payments.some(({ run }) => run.sent)
      ? 'sent'
      : payments.length > 0
        ? 'inRun'
        : own.length > 0
          ? 'invoiced'
          : 'notInvoiced';
    return [{ engagement: id, visit, number, on: time.on, payBy: last, daysLeft: daysBetween(today, last), stage }];
  });
};

/** Those whose day is over, or comes within so many days, first. */
export const byDay = (clocks: readonly VisitClock[]): readonly VisitClock[] =>
  clocks.toSorted((a, b) => (a.payBy < b.payBy ? -1 : a.payBy > b.payBy ? 1 : 0));
