import * as v from 'valibot';

const source = v.string();
const words = v.strictObject({ value: v.string(), source });
const days = v.strictObject({ value: v.pipe(v.number(), v.integer(), v.minValue(0)), unit: v.literal('日'), source });

/** How a programme makes and ends its contracts, as dated data of its rule set. */
export const contractRulesSchema = v.strictObject({
  /** Whether a contract may be made electronically instead of on two papers (requirements 3.1). */
  electronic: v.strictObject({ value: v.boolean(), source }),
  signingOrder: v.strictObject({ value: v.picklist(['either', 'officeFirst', 'expertFirst']), source }),
  /** What 取引条件の明示 says besides names, period and amounts (フリーランス法第3条). */
  place: words,
  method: words,
  inspectWithin: days,
  /** 中途解約の予告: so many days before, for contracts of so many months or more. */
  earlyEnd: v.strictObject({
    notice: days,
    fromMonths: v.pipe(v.number(), v.integer(), v.minValue(1)),
    source,
  }),
  /**
   * whether support work may be done by another person. 契約書第10条第1項 forbids it, 別記 第12 allows with consent to have
   * personal data handled by others: the stricter is the default for support work. Absent: never.
   */
  supportWorkByOthers: v.exactOptional(v.strictObject({ value: v.picklist(['never', 'withConsent']), source })),
  /** 契約書第9条: so many days after the contract, and after their duties, the expert reads its records no longer; absent: no end. */
  readingEnds: v.exactOptional(days),
  /** The articles that speak of an end. */
  terminationArticle: v.string(),
  cancellationArticle: v.string(),
  organizedCrimeArticle: v.string(),
});

export type ContractRules = v.InferOutput<typeof contractRulesSchema>;
