import * as v from 'valibot';
import { filledTextSchema } from '../lib/text.ts';
import type { Role } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import { partIdSchema } from '../operation/envelope.ts';
import { refuse } from '../operation/refusals.ts';
import type { RuleSet, Severity } from '../rules/rule-set.ts';
import { daySchema } from '../time/day.ts';
import type { Programme } from './programme.ts';

/** Who takes companies in. */
export const ACCEPTERS = ['staff', 'administrator'] as const satisfies readonly Role[];

/** 小規模企業者 or 中小企業者 by capital, regular employees and main industry (中小企業基本法第2条); neither is not supported. */
export const COMPANY_SIZES = ['small', 'medium', 'neither'] as const;

const acceptanceBody = v.strictObject({
  company: partIdSchema,
  size: v.picklist(COMPANY_SIZES),
  /** What the size was judged by, and on which evidence. */
  sizeBasis: filledTextSchema(300),
  /** T-4-1-ア-ア: the 認定経営革新等支援機関 that recommends it, and where its office is. */
  recommender: filledTextSchema(200),
  recommenderAddress: filledTextSchema(300),
  /** whether "県内" speaks of the company as well is not clear; both are looked at. */
  companyAddress: filledTextSchema(300),
  /** T-4-1-ア-イ: the day on which the company said that it wants the support. */
  wishedOn: daySchema,
  /** T-4-1-ア-ウ: who inside the company takes part, and for how many hours a month. */
  members: v.pipe(
    v.array(
      v.strictObject({
        name: filledTextSchema(100),
        hoursPerMonth: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(744)),
      }),
    ),
    v.maxLength(20),
  ),
  theme: filledTextSchema(100),
});

export type AcceptanceBody = v.InferOutput<typeof acceptanceBody>;

/** A company that the programme supports, with everything it was judged by. */
export type Acceptance = AcceptanceBody & { readonly by: string; readonly atMs: number; readonly operation: string };

/** What speaks against taking a company in, with the article. BLOCK: it is not taken in. */
export type AcceptanceFinding = {
  readonly code:
    | 'size'
    | 'recommender-elsewhere'
    | 'company-elsewhere'
    | 'no-members'
    | 'full'
    | 'unknown-theme'
    | 'twice';
  readonly severity: Severity;
  readonly source: string;
  readonly reason: string;
};

/** Judges an application by the programme's rules; [] for a programme that has none. Shown before it is recorded, and decided by `apply`. */
export const judgeAcceptance = (
  { acceptance }: Pick<RuleSet, 'acceptance'>,
  accepted: readonly Acceptance[],
  asked: AcceptanceBody,
): readonly AcceptanceFinding[] => {
  if (!acceptance) return [];
  const { companiesAtMost, prefecture, themes } = acceptance;
  const article = `${acceptance.source}`;
  const elsewhere = (address: string) => !address.normalize('NFKC').startsWith(prefecture.value);
  const findings: readonly (AcceptanceFinding | false)[] = [
    asked.size === 'neither' && {
      code: 'size',
      severity: 'BLOCK',
      source: `${article}ア`,
      reason: '小規模事業者にも、中小企業者にも当たりません。',
    },
    elsewhere(asked.recommenderAddress) && {
      code: 'recommender-elsewhere',
      severity: 'BLOCK',
      source: prefecture.source,
      reason: `推薦機関の事務所が、${prefecture.value}内ではありません。`,
    },
    elsewhere(asked.companyAddress) && {
      code: 'company-elsewhere',
      severity: 'WARN',
      source: prefecture.source,
      reason: `会社の所在地が、${prefecture.value}内ではありません。仕様書の「県内」が会社も指すかは、県に確かめてください。`,
    },
    asked.members.length === 0 && {
      code: 'no-members',
      severity: 'BLOCK',
      source: `${article}ア(ウ)`,
      reason: '社内で取り組む方が、まだ決まっていません。',
    },
    accepted.length >= companiesAtMost.value && {
      code: 'full',
      severity: 'BLOCK',
      source: companiesAtMost.source,
      reason: `すでに上限の${companiesAtMost.value}社を受け入れています。`,
    },
    !themes.offered.includes(asked.theme) && {
      code: 'unknown-theme',
      severity: 'BLOCK',
      source: themes.source,
      reason: 'この事業の支援テーマにありません。',
    },
    accepted.some(({ company }) => company === asked.company) && {
      code: 'twice',
      severity: 'BLOCK',
      source: '事業の設定',
      reason: 'この会社は、すでに受け入れています。',
    },
  ];
  return findings.filter((finding) => finding !== false);
};

/**
 * A company is taken in as one that the programme supports. Refused where the programme has no rules for it, and by what
 * speaks against it with BLOCK; the codes say what.
 */
export const companyAccepted = defineOperation({
  type: 'company-accepted@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '支援企業の受入れ',
  by: ACCEPTERS,
  needs: [],
  body: acceptanceBody,
  apply: (programme: Programme | null, { id: operation, actor, clock, body }) => {
    if (!programme) return refuse('unknown_record');
    const ruleSet = programme.ruleSets.at(-1);
    if (!ruleSet?.acceptance) return refuse('not_in_programme');
    const accepted = programme.acceptances ?? [];
    const stops = judgeAcceptance(ruleSet, accepted, body).filter(({ severity }) => severity === 'BLOCK');
    if (stops.length > 0) return refuse('blocked_by_finding', ...stops.map(({ code }) => code));
    return done({ ...programme, acceptances: [...accepted, { ...body, by: actor, atMs: clock.wallMs, operation }] });
  },
});
