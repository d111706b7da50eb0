import { describe, expect, test } from 'vitest';
import { settlementGiven, visitFactsOf } from '../../../test/fixtures/settlement.ts';
import { randomFrom } from '../../../test/support/random-from.ts';
import { addDays } from '../time/day.ts';
import { type Invoice, reckonInvoice } from './invoice.ts';
import { type InvoiceLine, type Issuer, taxWithin } from './invoice-line.ts';
import { settle } from './settlement.ts';
import { withholdFrom } from './withholding.ts';
import { ROUNDINGS, sumYen } from './yen.ts';

const RUNS = 100_000;
const SECONDS = 60;
const RULE = { withholds: true, baseIncludesTax: false, source: '事業の設定' };

const newDice = (seed: number) => {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  return {
    below,
    oneOf: <Value>(values: readonly [Value, ...Value[]]): Value => values[below(values.length)] ?? values[0],
  };
};
type Dice = ReturnType<typeof newDice>;

const drawIssuer = ({ below, oneOf }: Dice): Issuer => ({
  rounding: oneOf(ROUNDINGS),
  registration:
    below(3) === 0 ? null : { number: 'T6290005001100', from: addDays('2023-10-01', below(1_200)), until: null },
  showsReferenceTax: below(2) === 0,
});

const drawLines = ({ below, oneOf }: Dice): readonly InvoiceLine[] =>
  Array.from({ length: 1 + below(10) }, () => ({
    kind: oneOf(['fee', 'travel']),
    what: '',
    servedOn: addDays('2019-09-01', below(4_500)),
    yen: 1 + below(below(10) === 0 ? 2_000_000 : 40_000),
  }));

const reckon = (lines: readonly InvoiceLine[], issuer: Issuer): Invoice => {
  const invoice = reckonInvoice(lines, issuer);
  if (!invoice) throw new Error('nothing to claim');
  return invoice;
};

const pay = (invoices: readonly Invoice[], rule = RULE) =>
  withholdFrom({ payee: 'individual', paidOn: '2026-02-10', invoices }, rule);

describe('[L13.172] what must hold of every invoice and payment', () => {
  test(
    `${RUNS} invoices drawn at random`,
    () => {
      const dice = newDice(20_251_218);
      const broken: unknown[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const issuer = drawIssuer(dice);
        const lines = drawLines(dice);
        const invoice = reckon(lines, issuer);
        const [net, gross] = [pay([invoice]), pay([invoice], { ...RULE, baseIncludesTax: true })];
        const holds = {
          'the groups are the whole': sumYen(invoice.groups.map(({ totalYen }) => totalYen)) === invoice.totalYen,
          'fee and travel are the whole': invoice.feeYen + invoice.travelYen === invoice.totalYen,
          'the lines are the whole': sumYen(lines.map(({ yen }) => yen)) === invoice.totalYen,
          'one group for each rate and qualification':
            new Set(invoice.groups.map(({ ratePercent, qualified }) => `${ratePercent}${qualified}`)).size ===
            invoice.groups.length,
          'a T number only where qualified': invoice.groups.every(
            ({ qualified, number }) => (number !== null) === qualified,
          ),
          'the tax is within a yen of the exact one for each group': invoice.groups.every(
            ({ totalYen, ratePercent, taxYen }) =>
              Math.abs(taxYen * (100 + ratePercent) - totalYen * ratePercent) < 100 + ratePercent,
          ),
          'nothing is deducted beyond the tax': invoice.deductions.every(
            ({ deductibleYen, taxYen }) => deductibleYen <= taxYen,
          ),
          'less is withheld without the tax': net.withheldYen <= gross.withheldYen,
          'what is withheld and transferred is the whole': net.withheldYen + net.transferYen === invoice.totalYen,
        };
        for (const [what, held] of Object.entries(holds)) if (!held) broken.push({ run, what, lines, issuer });
      }
      expect(broken).toEqual([]);
    },
    SECONDS * 1_000,
  );

  test('n flat visits come to 33,600 n, up to the fifth', () => {
    for (let visits = 1; visits <= 6; visits += 1) {
      const given = Array.from({ length: visits }, (_, index) => ({
        number: index + 1,
        on: addDays('2025-09-10', index * 9),
      }));
      const settled = settle(settlementGiven({ facts: visitFactsOf(given) }));
      expect(settled.invoice?.totalYen).toBe(33_600 * Math.min(visits, 5));
    }
  });

  test.each(ROUNDINGS)('tax grows with the amount, rounded by %s', (rounding) => {
    for (let yen = 1, before = 0; yen <= 200_000; yen += 1) {
      const tax = taxWithin(yen, 10, rounding);
      if (tax < before || tax > before + 1) throw new Error(`the tax of ${yen} yen jumps from ${before} to ${tax}`);
      before = tax;
    }
    expect(taxWithin(200_000, 10, rounding)).toBeGreaterThan(18_000);
  });

  test('cut off once, a tax is never below the sum of its lines cut off, and by less than their number above', () => {
    const dice = newDice(7);
    for (let run = 0; run < 2_000; run += 1) {
      const amounts = Array.from({ length: 1 + dice.below(10) }, () => dice.below(100_000));
      const more = taxWithin(sumYen(amounts), 10, 'floor') - sumYen(amounts.map((yen) => taxWithin(yen, 10, 'floor')));
      expect(more >= 0 && more <= amounts.length - 1).toBe(true);
    }
  });

  test('a payment of several invoices withholds at least what they would one by one', () => {
    const dice = newDice(11);
    let above = 0;
    for (let run = 0; run < 2_000; run += 1) {
      const invoices = Array.from({ length: 1 + dice.below(12) }, () => reckon(drawLines(dice), drawIssuer(dice)));
      const together = pay(invoices);
      expect(together.withheldYen).toBeGreaterThanOrEqual(sumYen(invoices.map((one) => pay([one]).withheldYen)));
      if ((together.baseYen ?? 0) > 1_000_000) above += 1;
    }
    expect(above).toBeGreaterThan(100);
  });
});
