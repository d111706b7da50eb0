import * as v from 'valibot';
import { contractRulesSchema } from '../contract/contract-rules.ts';
import { VISIT_FIELDS } from '../engagement/visit-fields.ts';
import { moneyRulesSchema } from '../money/money-rules.ts';
import { textSchema } from '../lib/text.ts';
import { daySchema } from '../time/day.ts';
import { ENGAGEMENT_FINDINGS, FINDINGS } from './findings/index.ts';
import { SLIP_IDS } from './slip-ids.ts';

const source = v.string();
const intents = ['submit', 'approve', 'invoice', 'pay', 'close'] as const;
/** What somebody asks for: about one visit, or (`close`) about the whole engagement. */
export type Intent = (typeof intents)[number];

/** BLOCK stops the intent, WARN is shown before it, note only informs. */
export const SEVERITIES = ['BLOCK', 'WARN', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

const number = v.strictObject({ value: v.pipe(v.number(), v.integer()), unit: v.string(), source });
/** A `limit` binds; a `guide` (目安) is aimed at: missing it is told and stops nothing. */
const bound = v.strictObject({ ...number.entries, meaning: v.picklist(['limit', 'guide']) });
/**
 * A paper: `name` is the form's number (様式第3号), or what the paper is called where the programme prescribes none; `title` as
 * it is meant, `officialTitle` letter by letter as the office printed it, slips included; which of the two is printed is
 * `printing.officialWording`. `clause` stands behind the name at the head (第3条関係).
 */
const paperForm = v.strictObject({
  name: v.string(),
  clause: v.string(),
  version: v.string(),
  title: v.string(),
  officialTitle: v.string(),
  /** The slip in which the two titles differ, where they do. */
  slip: v.exactOptional(v.picklist(SLIP_IDS)),
  source,
});

const entries = v.strictObject({
  id: v.string(),
  version: v.string(),
  name: v.string(),
  regulation: v.string(),
  validFrom: daySchema,
  /** What this version changed, in the office's words: the regulation's 附則 say only from when a change applies. */
  changes: v.exactOptional(textSchema(2_000)),
  programmeEndsOn: v.strictObject({ value: daySchema, source }),
  minimumMinutes: v.exactOptional(bound),
  numberOfVisits: v.exactOptional(bound),
  /** How often each expert visits on site; the rest may be online. */
  onSiteVisits: v.exactOptional(bound),
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
  /** A visit's record is handed in within so many days of the visit (FK-4-1); absent: no day is named. */
  reportDueDays: v.exactOptional(number),
  /** Without its office a device goes on showing everything for so many days; absent: thirty. */
  offlineLeaseDays: v.exactOptional(number),
  confirmationSentence: v.strictObject({ value: v.string(), source }),
  /** The record of one visit, and what must be written in it besides the times. */
  visitReportForm: v.strictObject({
    ...paperForm.entries,
    required: v.array(v.picklist(VISIT_FIELDS)),
    /** False where the programme prescribes no form: nothing is kept apart on a 別紙 for a form's sake. */
    prescribed: v.exactOptional(v.literal(false)),
  }),
  planForm: v.exactOptional(paperForm),
  contractForm: v.exactOptional(paperForm),
  finalReportForm: v.exactOptional(paperForm),
  invoiceForm: v.exactOptional(paperForm),
  accountForm: v.exactOptional(paperForm),
  /** How contracts are made and ended; absent where the office keeps them elsewhere and only records them here. */
  contract: v.exactOptional(contractRulesSchema),
  confirmationSlip: paperForm,
  /** What the programme wants on its papers besides the form's own fields. Source: requirements section 0 item 12. */
  printing: v.strictObject({
    officialWording: v.boolean(),
    /** Slips of the official papers that the office agreed to have printed without (X-01… ); absent: none. */
    corrected: v.exactOptional(v.array(v.picklist(SLIP_IDS))),
    evidenceGrade: v.boolean(),
    annex: v.boolean(),
    source,
  }),
  /** There are support officers (支援員): they join the visits, meet the expert, and their opinions are answered. */
  supportOfficers: v.exactOptional(v.strictObject({ source })),
  /** `free`: the choice of the expert may come out of the first visits. */
  /**
   * Which companies the programme takes in, and for what: absent where the office decides by other papers. At least five themes,
   * and those it must offer among them (T-4-1-ウ).
   */
  acceptance: v.exactOptional(
    v.strictObject({
      companiesAtMost: number,
      prefecture: v.strictObject({ value: v.string(), source }),
      themes: v.pipe(
        v.strictObject({
          offered: v.pipe(v.array(v.string()), v.minLength(5)),
          mandatory: v.array(v.string()),
          source,
        }),
        v.check(
          ({ offered, mandatory }) => mandatory.every((theme) => offered.includes(theme)),
          '必須の支援テーマがありません。',
        ),
      ),
      source,
    }),
  ),
  /** What is paid, and how; absent where the programme's payments are not kept here. */
  money: v.exactOptional(moneyRulesSchema),
  expertChoice: v.strictObject({ order: v.picklist(['beforeVisits', 'free']), source }),
  findings: v.record(
    v.string(),
    v.strictObject({ source, severity: v.record(v.picklist(intents), v.picklist(SEVERITIES)) }),
  ),
});

export type RuleSetForm = v.InferOutput<typeof paperForm>;
export type RuleSet = v.InferOutput<typeof entries>;

/** Figures that a programme may lack. */
export type Figure =
  | 'minimumMinutes'
  | 'numberOfVisits'
  | 'onSiteVisits'
  | 'planForm'
  | 'supportOfficers'
  | 'similarTextPercent'
  | 'travelMinutes'
  | 'sameStrokesPercent'
  | 'reportDueDays';

/**
 * The numbers and rules of one programme in one version: dated data, not code (L13). Every figure carries its unit and the
 * article it comes from; one that a programme does not have is absent. `findings` says which findings this programme makes,
 * how severe each is for each intent, and which article speaks.
 *
 * Refused: a finding whose figure is missing (it could never be made), a guide that stops something, and a
 * support officer's doings that stop something (T-5-3).
 */
export const ruleSetSchema = v.pipe(
  entries,
  v.check((ruleSet) => missingFigures(ruleSet).length === 0, '確認事項が比べる数字が、事業の設定にありません。'),
  v.check(
    (ruleSet) => stoppingGuides(ruleSet).length === 0,
    '目安に届かないことだけで、手続を止めることはできません。',
  ),
  v.check(
    (ruleSet) => stoppingOfficers(ruleSet).length === 0,
    '支援員に手続を求め、それがないことで止めることはできません。',
  ),
);

/** Codes of findings that compare with a figure which this rule set does not have. */
const missingFigures = (ruleSet: RuleSet): readonly string[] =>
  figuresCompared(ruleSet).flatMap(({ code, figure }) => (ruleSet[figure] === undefined ? [code] : []));

/** Codes of findings that BLOCK because of a figure which is only a guide. */
const stoppingGuides = (ruleSet: RuleSet): readonly string[] =>
  stoppingFigures(ruleSet).flatMap(({ code, figure }) => {
    const compared = ruleSet[figure];
    return compared !== undefined && 'meaning' in compared && compared.meaning === 'guide' ? [code] : [];
  });

/** Codes of findings that BLOCK because of what support officers do or leave undone. */
const stoppingOfficers = (ruleSet: RuleSet): readonly string[] =>
  stoppingFigures(ruleSet).flatMap(({ code, figure }) => (figure === 'supportOfficers' ? [code] : []));

const stoppingFigures = (ruleSet: RuleSet) =>
  figuresCompared(ruleSet).filter(({ code }) =>
    Object.values(ruleSet.findings[code]?.severity ?? {}).includes('BLOCK'),
  );

const figuresCompared = (ruleSet: RuleSet): readonly { readonly code: string; readonly figure: Figure }[] =>
  [...FINDINGS, ...ENGAGEMENT_FINDINGS].flatMap(({ code, restsOn }) =>
    restsOn !== undefined && code in ruleSet.findings ? [{ code, figure: restsOn }] : [],
  );
