import * as v from 'valibot';
import { yenSchema } from './yen.ts';

const source = v.string();
const amount = v.strictObject({ value: yenSchema, unit: v.literal('円／回'), source });
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const yesOrNo = v.strictObject({ value: v.boolean(), source });

/** Tables of regions (地域区分) that rules may name; they are files of their own, since a rule set travels with every decision. */
const regionTableNames = ['fukuoka-r5'] as const;
export type RegionTableName = (typeof regionTableNames)[number];

/**
 * What a programme pays and how, as dated data of its rule set. Amounts include the consumption tax. There is no setting to take
 * the transfer fee off: that would be a reduction of the fee (フリーランス法第5条), so a rule set that has one is refused.
 */
export const moneyRulesSchema = v.strictObject({
  /** 謝金 of one visit; absent where the programme sets no unit price. */
  fee: v.exactOptional(amount),
  /** 旅費 of one visit on site; absent where the programme pays none. */
  travel: v.exactOptional(
    v.strictObject({
      flat: amount,
      /** On the expert's request the fare of public transport instead: from one region into another, or over a distance. */
      actualFare: v.exactOptional(
        v.strictObject({
          regions: v.picklist(regionTableNames),
          overMetres: v.strictObject({ value: whole, unit: v.literal('m（片道）'), source }),
          /** How 「(1)及び(2)に該当する場合」 is read. */
          conditions: v.strictObject({ value: v.picklist(['either', 'both']), source }),
          source,
        }),
      ),
    }),
  ),
  /** Whether a visit held online counts as one. */
  onlineCounts: yesOrNo,
  /** Whether two stretches of one day are two visits, or together one. */
  stretchesOfOneDay: v.strictObject({ value: v.picklist(['separate', 'together']), source }),
  /** Whether visits are paid before the final report is in. */
  partialPayment: yesOrNo,
  /** Whether whoever checked the last papers may approve them as well; absent: never. */
  checkerApproves: v.exactOptional(yesOrNo),
  /** Whether the office may make the 仕入明細書 in the invoice's place, which the expert confirms; absent: no. */
  buyerStatement: v.exactOptional(yesOrNo),
  withholding: v.strictObject({ withholds: v.boolean(), baseIncludesTax: v.boolean(), source }),
  /** Paid by this day, the day of the service being day 1. */
  payWithin: v.strictObject({ value: v.pipe(whole, v.minValue(1)), unit: v.literal('日'), source }),
});

export type MoneyRules = v.InferOutput<typeof moneyRulesSchema>;
