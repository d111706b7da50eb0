import { groupBy } from '../lib/group-by.ts';
import { type Withholding, withholdFrom, type WithholdingRule } from '../money/withholding.ts';
import { COMMON_PROFILE, toTransferKana } from '../money/transfer/kana.ts';
import type { AccountVersion } from '../payee/payee.ts';
import { type Programme, ruleSetOn } from '../programme/programme.ts';
import { bankClosure } from '../time/business-day.ts';
import type { Day } from '../time/day.ts';
import { HOLDS, type Hold } from './holds.ts';
import type { Payable } from './payables.ts';
import type { HoldCode, PaymentFacts } from './payment-facts.ts';
import type { RunPayment } from './payment-run.ts';

/** How a programme withholds on a day; null where it pays nothing at all. */
export const ruleOn = (programme: Programme, day: Day): WithholdingRule | null =>
  ruleSetOn(programme, day)?.money?.withholding ?? null;

/**
 * The payments of a run: one for each person, over all invoices chosen of that person, so that the step at 1,000,000 yen is that of
 * the payment (C25). Throws a RangeError for a day before the table of rates.
 */
export const reckonRun = (
  chosen: readonly Payable[],
  { rule, transferOn }: { readonly rule: WithholdingRule; readonly transferOn: Day },
): readonly RunPayment[] =>
  [...groupBy(chosen, ({ payee }) => payee).values()].flatMap((ofPayee): readonly RunPayment[] => {
    const [first] = ofPayee;
    if (!first?.account) return [];
    const invoices = ofPayee.map(({ engagement, invoice }) => ({
      engagement,
      invoice: invoice.id,
      number: invoice.number,
      totalYen: invoice.invoice.totalYen,
      taxYen: invoice.invoice.taxYen,
      groups: invoice.invoice.groups,
    }));
    const { payee, kind, account } = first;
    const { totalYen, baseYen, withheldYen, transferYen } = withholdFrom(
      { payee: kind, paidOn: transferOn, invoices },
      rule,
    );
    return [{ payee, kind, account: account.id, invoices, totalYen, baseYen, withheldYen, transferYen }];
  });

/** A payment's reckoning again, step by step with its articles, from what the run keeps. */
export const stepsOf = (
  { kind, invoices }: Pick<RunPayment, 'kind' | 'invoices'>,
  { rule, transferOn }: { readonly rule: WithholdingRule; readonly transferOn: Day },
): Withholding => withholdFrom({ payee: kind, paidOn: transferOn, invoices }, rule);

/** What stands against a run on this day as a whole. */
export const stopsOn = (transferOn: Day): readonly Hold[] =>
  bankClosure(transferOn) === null ? [] : [HOLDS['closed-day']];

/** What stands against the account itself: a name that the bank's file cannot hold. */
export const ofCharacters = (account: AccountVersion | null): readonly Hold[] => {
  if (!account) return [];
  const holder = toTransferKana(account.holder, COMMON_PROFILE);
  const places = [account.bank.kana, account.branch.kana].map((kana) => toTransferKana(kana));
  const fits =
    holder.kana !== '' &&
    holder.refused.length === 0 &&
    holder.kana.length <= HOLDER_CHARACTERS &&
    places.every(({ kana, refused }) => refused.length === 0 && kana.length <= BANK_CHARACTERS);
  return fits ? [] : [HOLDS['account-characters']];
};

const HOLDER_CHARACTERS = 30;
const BANK_CHARACTERS = 15;

/** What the server tells a decision about these invoices, `wanted` by id; `own` is the run that decides, which stands against nothing. */
export const paymentFacts = (
  payables: readonly Payable[],
  {
    wanted,
    programme,
    transferOn,
    own,
  }: {
    readonly wanted: readonly { readonly invoice: string; readonly number: string }[];
    readonly programme: Programme;
    readonly transferOn: Day;
    readonly own: string;
  },
): PaymentFacts => {
  const rule = ruleOn(programme, transferOn);
  const found = new Map(payables.map((payable) => [payable.invoice.id, payable]));
  const chosen = wanted.flatMap(({ invoice }) => found.get(invoice) ?? []);
  const twice = visitsTwice(chosen);
  const held = wanted.flatMap(({ invoice, number }) => {
    const payable = found.get(invoice);
    const codes = new Set(codesOf(payable, own));
    if (payable && placesOf(payable).some((place) => twice.has(place))) codes.add('visit-paid');
    return codes.size === 0 ? [] : [{ invoice, number, codes: [...codes] }];
  });
  return {
    rule,
    payments: rule ? reckonRun(chosen, { rule, transferOn }) : [],
    held,
    stops: [...(rule ? [] : (['no-rules'] as const)), ...stopsOn(transferOn).map(({ code }) => code)],
  };
};

const codesOf = (payable: Payable | undefined, own: string): readonly HoldCode[] => {
  if (!payable) return ['no-invoice'];
  const isOwn = payable.where?.run.id === own;
  return [...payable.holds, ...ofCharacters(payable.account)]
    .map(({ code }) => code)
    .filter((code) => !(isOwn && code === 'in-run'));
};

/** Visits that stand on two of the chosen invoices. */
const visitsTwice = (chosen: readonly Payable[]): ReadonlySet<string> => {
  const places = chosen.flatMap(placesOf);
  return new Set(places.filter((place, index) => places.indexOf(place) !== index));
};

const placesOf = ({ engagement, visits }: Payable): readonly string[] =>
  visits.map(({ visit }) => `${engagement}/${visit}`);
