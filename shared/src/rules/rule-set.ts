import * as v from 'valibot';
import { daySchema } from '../time/day.ts';

const source = v.string();
const intents = ['submit', 'approve', 'invoice', 'pay'] as const;
export type Intent = (typeof intents)[number];

/** BLOCK stops the intent, WARN is shown before it, note only informs. */
export const SEVERITIES = ['BLOCK', 'WARN', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

const number = v.strictObject({ value: v.pipe(v.number(), v.integer()), unit: v.string(), source });

/**
 * A paper form: `title` as it is meant, `officialTitle` letter by letter as the office printed it, slips included; which of
 * the two is printed is `printing.officialWording`. `clause` stands behind the name at the head (第3条関係).
 */
const paperForm = v.strictObject({
  name: v.string(),
  clause: v.string(),
  version: v.string(),
  title: v.string(),
  officialTitle: v.string(),
  source,
});

/**
 * The numbers and rules of one programme in one version: dated data, not code (L13). Every figure carries its unit and the
 * article it comes from; `findings` says how severe each finding is for each intent and which article speaks.
 */
export const ruleSetSchema = v.strictObject({
  id: v.string(),
  version: v.string(),
  name: v.string(),
  regulation: v.string(),
  validFrom: daySchema,
  programmeEndsOn: v.strictObject({ value: daySchema, source }),
  minimumMinutes: number,
  maximumVisits: number,
  breaksDeducted: v.strictObject({ value: v.boolean(), source }),
  gistCharacters: number,
  /** Report texts of one expert that share this much are told; absent: texts are not compared. */
  similarTextPercent: v.exactOptional(number),
  /** Less than this between two visits on site at two addresses is told; absent: the way is not looked at. */
  travelMinutes: v.exactOptional(number),
  /** Two signatures that differ by no more are told; absent: signatures are not compared. */
  sameStrokesPercent: v.exactOptional(number),
  /** Of a hundred confirmed visits so many are asked about by telephone; absent where a programme draws none. */
  callBackShare: v.exactOptional(number),
  confirmationSentence: v.strictObject({ value: v.string(), source }),
  visitReportForm: paperForm,
  planForm: paperForm,
  confirmationSlip: paperForm,
  /** What the programme wants on its papers besides the form's own fields. Source: requirements section 0 item 12. */
  printing: v.strictObject({
    officialWording: v.boolean(),
    evidenceGrade: v.boolean(),
    annex: v.boolean(),
    source,
  }),
  findings: v.record(
    v.string(),
    v.strictObject({ source, severity: v.record(v.picklist(intents), v.picklist(SEVERITIES)) }),
  ),
});

export type RuleSetForm = v.InferOutput<typeof paperForm>;
export type RuleSet = v.InferOutput<typeof ruleSetSchema>;
