import type { Visit } from '../engagement/visit.ts';
import type { Engagement } from '../engagement/engagement.ts';
import { blocking, evaluateVisit } from '../rules/evaluate.ts';
import type { Finding, VisitFacts } from '../rules/finding.ts';
import { isByAnother } from '../rules/findings/visited-by-another.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { countedMinutes, stretchesOf } from '../rules/stretches.ts';
import type { Day } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import { judgeEarlyEnd } from './early-end.ts';
import type { MoneyRules } from './money-rules.ts';
import type { Step } from './step.ts';

/** What a visit is to the invoice: claimed, not claimed, or waiting for somebody's decision (its amounts are reckoned meanwhile). */
export type ClaimState = 'payable' | 'notPayable' | 'held';

export type Claim = {
  readonly visit: Visit;
  readonly state: ClaimState;
  readonly why: readonly Step[];
  /** What is told of it and stops nothing: its contract ended early. */
  readonly note: Step | null;
};

/**
 * Whether an end because of organized crime holds the payment, or is set aside: what an invoice says and what the last papers lack
 * does not depend on whether they are paid.
 */
export type Stops = 'hold' | 'setAside';

/**
 * 最終の提出 (final report, invoice, account form): the day it came, null until then; and what the office decided about one that
 * came after the programme's end (契約書第6条第2項: it *may* refuse to pay), null until somebody did.
 */
export type Filing = {
  readonly submittedOn: Day | null;
  readonly lateDecision: {
    readonly pays: boolean;
    readonly by: string;
    readonly reason: string;
    readonly decisionNumber: string;
  } | null;
};

/**
 * Which of an engagement's visits are paid. `facts`: one entry for each visit that was held. The findings of the rule set decide,
 * as they do on the visit's own screen, and releases by an approver count; added is only what concerns money alone: approval, the
 * contracted expert, online, the second stretch of a day, an early end of the contract, and the last day of the programme.
 * Source: requirements 2.1.
 */
export const judgeClaims = (
  ruleSet: RuleSet,
  money: MoneyRules,
  { facts, filing, stops }: { readonly facts: readonly VisitFacts[]; readonly filing: Filing; readonly stops: Stops },
): readonly Claim[] => {
  const held = facts.filter(({ visit }) => visit.status !== 'cancelled');
  const alone = held.map((one) => judgeOne(ruleSet, money, { facts: one, filing, stops }));
  return alone.map((claim, index) => {
    const engagement = held[index]?.engagement;
    return engagement ? withOtherStretches(claim, { all: alone, engagement, ruleSet }) : claim;
  });
};

type Judged = { readonly state: ClaimState; readonly step: Step };

const judgeOne = (
  ruleSet: RuleSet,
  money: MoneyRules,
  { facts, filing, stops }: { readonly facts: VisitFacts; readonly filing: Filing; readonly stops: Stops },
): Claim => {
  const findings = evaluateVisit(ruleSet, facts);
  const stopping = [...new Set([...blocking(findings, 'invoice'), ...blocking(findings, 'pay')])];
  const end = judgeEarlyEnd(ruleSet, facts);
  const judged: readonly Judged[] = [
    ...stopping.map(judgeFinding),
    ...ofApproval(facts),
    ...ofVisitor(facts, ruleSet),
    ...ofMode(facts, money),
    ...(end && end.state !== 'payable' && stops === 'hold' ? [end] : []),
    ...ofFiling(ruleSet, money, filing),
  ];
  return {
    visit: facts.visit,
    state: strictest(judged.map(({ state }) => state)),
    note: end?.state === 'payable' ? end.step : null,
    why: [
      ...judged.map(({ step }) => step),
      ...findings.flatMap(releaseStep),
      ...(judged.length === 0 ? [payableStep(ruleSet, facts)] : []),
    ],
  };
};

/** Findings that say what the visit was: it is not claimed. Every other one waits until what it asks is mended or released. */
const NOT_CLAIMED: ReadonlySet<string> = new Set([
  'too-short',
  'over-limit',
  'outside-contract',
  'ends-before-start',
  'in-the-future',
]);

const judgeFinding = ({ code, label, reason, source }: Finding): Judged => ({
  state: NOT_CLAIMED.has(code) ? 'notPayable' : 'held',
  step: { what: label, figures: reason, article: source },
});

const releaseStep = ({ label, release }: Finding): readonly Step[] =>
  release
    ? [
        {
          what: `解除：${label}`,
          figures: `${release.reason}（決裁番号 ${release.decisionNumber}）`,
          article: '事業の設定',
        },
      ]
    : [];

const ofApproval = ({ visit }: VisitFacts): readonly Judged[] =>
  visit.status === 'approved'
    ? []
    : [
        {
          state: 'held',
          step: { what: '報告書が承認されていない', figures: numberWords(visit), article: '要領第6条' },
        },
      ];

/** FK-10-1: the visitor is the contracted expert, who was in charge on that day. */
const ofVisitor = (facts: VisitFacts, { contract }: RuleSet): readonly Judged[] => {
  const byOthers = contract?.supportWorkByOthers;
  // Where consent is enough, its lack is a finding, held until an approver gives it.
  if (byOthers?.value === 'withConsent' || !isByAnother(facts)) return [];
  const { time } = facts.visit;
  return [
    {
      state: 'notPayable',
      step: {
        what: '契約した専門家ではない人の支援',
        figures: time ? `${wareki(time.on)}の回` : '',
        article: '契約書第10条第1項（再委託の禁止）',
      },
    },
  ];
};

const ofMode = ({ visit }: VisitFacts, { onlineCounts }: MoneyRules): readonly Judged[] =>
  visit.fields.mode === 'online' && !onlineCounts.value
    ? [
        {
          state: 'notPayable',
          step: { what: 'オンラインの回は1回に数えない', figures: numberWords(visit), article: onlineCounts.source },
        },
      ]
    : [];

const ofFiling = (
  { programmeEndsOn }: RuleSet,
  { partialPayment }: MoneyRules,
  { submittedOn, lateDecision }: Filing,
): readonly Judged[] => {
  if (submittedOn === null)
    return partialPayment.value
      ? []
      : [
          {
            state: 'held',
            step: {
              what: '終了報告書・請求書・口座確認票が出ていない',
              figures: '提出を待つ',
              article: partialPayment.source,
            },
          },
        ];
  if (submittedOn <= programmeEndsOn.value) return [];
  const late = `提出 ${wareki(submittedOn)}、期限 ${wareki(programmeEndsOn.value)}`;
  if (!lateDecision)
    return [
      {
        state: 'held',
        step: { what: '期限後の提出。支払うかどうかの決定を待つ', figures: late, article: programmeEndsOn.source },
      },
    ];
  if (lateDecision.pays) return [];
  const { reason, decisionNumber, by } = lateDecision;
  return [
    {
      state: 'notPayable',
      step: {
        what: `期限後の提出につき支払わない：${reason}`,
        figures: `${late}（決裁番号 ${decisionNumber}、${by}）`,
        article: programmeEndsOn.source,
      },
    },
  ];
};

const payableStep = (ruleSet: RuleSet, { engagement, visit }: VisitFacts): Step => {
  const { minimumMinutes } = ruleSet;
  const minutes = countedMinutes(engagement, visit, ruleSet);
  return {
    what: `支払の対象（${numberWords(visit)}）`,
    figures: minimumMinutes ? `${minutes}分、${minimumMinutes.value}分以上` : `${minutes}分`,
    article: minimumMinutes?.source ?? '事業の設定',
  };
};

/** Of a day's stretches that count together the first is claimed; it waits for the others, whose minutes it needs. */
const withOtherStretches = (
  claim: Claim,
  {
    all,
    engagement,
    ruleSet,
  }: { readonly all: readonly Claim[]; readonly engagement: Engagement; readonly ruleSet: RuleSet },
): Claim => {
  const [first, ...others] = stretchesOf(engagement, claim.visit, ruleSet);
  if (!first || others.length === 0) return claim;
  const article = ruleSet.money?.stretchesOfOneDay.source ?? '事業の設定';
  if (first.id !== claim.visit.id)
    return {
      ...claim,
      state: 'notPayable',
      why: [...claim.why, { what: '同じ日の続き（合わせて1回）', figures: numberWords(first), article }],
    };
  const unready = all.some(({ visit, state }) => others.some(({ id }) => id === visit.id) && state !== 'payable');
  if (!unready || claim.state !== 'payable') return claim;
  return {
    ...claim,
    state: 'held',
    why: [{ what: '同じ日の続きの回を待つ', figures: others.map(numberWords).join('、'), article }],
  };
};

const strictest = (states: readonly ClaimState[]): ClaimState =>
  states.includes('notPayable') ? 'notPayable' : states.includes('held') ? 'held' : 'payable';

const numberWords = ({ number }: Visit): string => (number === null ? '回数未定' : `第${number}回`);
