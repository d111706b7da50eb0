import type { Day } from '../time/day.ts';
import { onDay } from './dated.ts';
import type { Invoice } from './invoice.ts';
import type { Step } from './step.ts';
import { NON_RESIDENT_RATES, RESIDENT_RATES } from './tables/withholding-rates.ts';
import { shareOf, sumYen, yenWords } from './yen.ts';

/** Who is paid: 個人, 法人, a person living abroad, or not decided yet (税務確認中). */
export type PayeeKind = 'individual' | 'corporation' | 'nonResident' | 'undecided';

/** How the programme withholds (源泉徴収); `baseIncludesTax` also where the invoice shows the tax apart. */
export type WithholdingRule = {
  readonly withholds: boolean;
  readonly baseIncludesTax: boolean;
  readonly source: string;
};

/** One payment to one person. `invoices`: everything transferred to this person at once. */
export type Payment = {
  readonly payee: PayeeKind;
  /** Of somebody abroad: accounting has found out that the full rate is due. */
  readonly checked?: boolean | undefined;
  readonly paidOn: Day;
  readonly invoices: readonly Pick<Invoice, 'totalYen' | 'groups'>[];
};

/**
 * What is withheld and transferred; `baseYen` is null where nothing is subject to it. `held`: why the payment waits for accounting
 * although the amounts are reckoned, null otherwise; while it is not decided who is paid, nothing is withheld yet and the
 * transfer is the whole, so it is no amount to pay. Nothing but the withholding is ever taken off: a transfer fee is the payer's
 * (民法第485条, フリーランス法第5条).
 */
export type Withholding = {
  readonly totalYen: number;
  readonly baseYen: number | null;
  readonly withheldYen: number;
  readonly transferYen: number;
  readonly held: Step | null;
  readonly why: readonly Step[];
};

/**
 * 源泉徴収 of one payment. The step at 1,000,000 yen is that of the payment, not of the invoice: seven invoices paid at once
 * are one base, or too little is withheld. Travel paid to the expert belongs to the base (基通204-2).
 */
export const withholdFrom = (payment: Payment, rule: WithholdingRule): Withholding => {
  const totalYen = sumYen(payment.invoices.map((invoice) => invoice.totalYen));
  const nothing = { totalYen, baseYen: null, withheldYen: 0, transferYen: totalYen };
  switch (payment.payee) {
    case 'corporation':
      return { ...nothing, held: null, why: [CORPORATION] };
    case 'undecided':
      return { ...nothing, held: UNDECIDED, why: [UNDECIDED] };
    case 'nonResident':
      return withheld(totalYen, fromNonResident(payment, totalYen));
    case 'individual':
      return rule.withholds
        ? withheld(totalYen, fromIndividual(payment, rule))
        : { ...nothing, held: null, why: [{ what: '源泉徴収はしない', figures: '0円', article: rule.source }] };
  }
};

type Reckoned = Pick<Withholding, 'baseYen' | 'withheldYen' | 'held' | 'why'>;

const withheld = (totalYen: number, reckoned: Reckoned): Withholding => ({
  ...reckoned,
  totalYen,
  transferYen: totalYen - reckoned.withheldYen,
  why: [
    ...reckoned.why,
    {
      what: '振込額（請求額から源泉徴収税額だけを引く）',
      figures: `${yenWords(totalYen)} − ${yenWords(reckoned.withheldYen)} → ${yenWords(totalYen - reckoned.withheldYen)}`,
      article: '民法第485条・フリーランス法第5条（振込手数料は支払う側の負担）',
    },
  ],
});

const fromIndividual = ({ invoices, paidOn }: Payment, rule: WithholdingRule): Reckoned => {
  const groups = invoices.flatMap((invoice) => invoice.groups);
  const apartYen = rule.baseIncludesTax
    ? 0
    : sumYen(groups.filter(({ taxShown }) => taxShown).map(({ taxYen }) => taxYen));
  const totalYen = sumYen(groups.map((group) => group.totalYen));
  const baseYen = totalYen - apartYen;
  const rates = onDay(RESIDENT_RATES, paidOn);
  if (!rates) throw new RangeError(`no rates of withholding are known for ${paidOn}`);
  const { rate, above, stepYen } = rates.value;
  const lowYen = Math.min(baseYen, stepYen);
  const withheldLowYen = shareOf(lowYen, { times: rate, by: 10_000, rounding: 'floor' });
  const withheldYen = withheldLowYen + shareOf(baseYen - lowYen, { times: above, by: 10_000, rounding: 'floor' });
  return {
    baseYen,
    withheldYen,
    held: null,
    why: [
      {
        what: `源泉徴収の対象（${apartYen > 0 ? '消費税等が区分されているため税抜' : '消費税等を含む'}）`,
        figures:
          apartYen === 0
            ? `${yenWords(totalYen)}（税込）`
            : `${yenWords(totalYen)} − 区分された消費税等 ${yenWords(apartYen)} → ${yenWords(baseYen)}`,
        article: apartYen === 0 ? '所得税基本通達204-2' : '平成元年1月30日直法6-1（令和3年12月9日改正）',
      },
      {
        what: `源泉徴収税額（1回の支払${invoices.length > 1 ? `、請求書${invoices.length}枚の合計` : ''}）`,
        figures:
          baseYen <= stepYen
            ? `${yenWords(baseYen)} × ${percentWords(rate)} を切捨て → ${yenWords(withheldYen)}`
            : `(${yenWords(baseYen)} − ${yenWords(stepYen)}) × ${percentWords(above)} ＋ ${yenWords(withheldLowYen)} を切捨て → ${yenWords(withheldYen)}`,
        article: rates.source,
      },
    ],
  };
};

const fromNonResident = ({ paidOn, checked = false }: Payment, totalYen: number): Reckoned => {
  const rate = onDay(NON_RESIDENT_RATES, paidOn);
  if (!rate) throw new RangeError(`no rates of withholding are known for ${paidOn}`);
  const withheldYen = shareOf(totalYen, { times: rate.value, by: 10_000, rounding: 'floor' });
  return {
    baseYen: totalYen,
    withheldYen,
    held: checked ? null : NON_RESIDENT,
    why: [
      {
        what: checked
          ? '非居住者の源泉徴収税額（国内源泉所得）'
          : '非居住者の源泉徴収税額（国内源泉所得の場合の見込み）',
        figures: `${yenWords(totalYen)} × ${percentWords(rate.value)} を切捨て → ${yenWords(withheldYen)}`,
        article: rate.source,
      },
      checked ? NON_RESIDENT_CHECKED : NON_RESIDENT,
    ],
  };
};

/** 10.21% from 1021. */
const percentWords = (rate: number): string => `${Math.floor(rate / 100)}.${String(rate % 100).padStart(2, '0')}%`;

const CORPORATION: Step = {
  what: '源泉徴収はしない（受託者が法人）',
  figures: '0円',
  article: '所得税法第204条（個人への支払だけが対象）',
};

const UNDECIDED: Step = {
  what: '税務確認中。受託者が個人か法人かを経理が決めるまで、支払を保留します。',
  figures: '源泉徴収税額は未定',
  article: '所得税法第204条',
};

const NON_RESIDENT_CHECKED: Step = {
  what: '国内源泉所得に当たり、租税条約による軽減がないことを、経理が確かめた',
  figures: '税率は変わらない',
  article: '所得税法第212条・租税条約',
};

const NON_RESIDENT: Step = {
  what: '非居住者への支払。租税条約と国内源泉所得に当たるかを経理が確かめるまで、支払を保留します。',
  figures: '上の額は見込み',
  article: '所得税法第212条・租税条約',
};
