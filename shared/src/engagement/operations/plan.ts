import * as v from 'valibot';
import { fieldSchemas } from '../../forms/definition.ts';
import { PLAN_FORM, planProblems } from '../../forms/plan-form.ts';
import { textSchema } from '../../lib/text.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation, done } from '../../operation/define.ts';
import type { Operation } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { actOf, commentsSchema, withHandedIn, withJudged } from '../handed-in.ts';
import { contentsOf, type Plan, planBasis, planStage, planVersions, ROW_SCHEMAS, withPlanChanges } from '../plan.ts';
import { dayInJapan } from '../../time/day.ts';
import { expertInCharge } from '../team.ts';
import { changesSchema } from '../written.ts';

const TEXT_LIMIT = 8_000;

const row = v.strictObject({
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
  month: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12))),
  third: v.picklist(['early', 'middle', 'late', '']),
  content: textSchema(TEXT_LIMIT),
});

const { rows: _, ...FIELDS } = fieldSchemas(PLAN_FORM);
/** What can be stored of each field; the table of visits cell by cell. */
const PLAN_FIELDS = { ...FIELDS, ...ROW_SCHEMAS };

const ofPlan = { kind: 'engagement', retention: 'B', needs: [] } as const;

/**
 * FY2-6…16: the whole plan as it was on one device. Superseded by `plan-saved@2`, which keeps what was written elsewhere
 * meanwhile; phones of the first version still send it.
 */
export const planSavedWhole = defineOperation({
  ...ofPlan,
  type: 'plan-saved@1',
  nature: 'fact',
  label: '計画書の保存',
  by: ['expert'],
  body: v.strictObject({
    situation: textSchema(TEXT_LIMIT),
    issues: textSchema(TEXT_LIMIT),
    goal: textSchema(TEXT_LIMIT),
    deliverable: textSchema(TEXT_LIMIT),
    rows: v.pipe(v.array(row), v.maxLength(20)),
    actualFareWanted: v.boolean(),
    nearestStop: textSchema(200),
  }),
  apply: (engagement: Engagement, { body }) => {
    if (!engagement.core) return refuse('unknown_record');
    const { plan } = engagement;
    if (!plan?.versions) return done({ ...engagement, plan: { ...body, submittedAtMs: null, submittedBy: null } });
    // An older phone knows no versions: what was handed in stays, and so does what waits for a choice.
    return done({ ...engagement, plan: { ...plan, ...body } });
  },
});

/** F-3-1-一, as phones of the first version send it: the plan as it is written now. Refused while a required text is blank. */
export const planSubmittedWhole = defineOperation({
  ...ofPlan,
  type: 'plan-submitted@1',
  nature: 'intent',
  label: '計画書の提出',
  by: ['expert'],
  body: v.strictObject({}),
  apply: (engagement: Engagement, operation) => {
    const { plan } = engagement;
    if (!plan) return refuse('unknown_record');
    const blank = (['situation', 'issues', 'goal', 'deliverable'] as const).filter(
      (field) => plan[field].trim() === '',
    );
    if (blank.length > 0) return refuse('malformed', ...blank);
    if (plan.versions) return done({ ...engagement, plan: handedIn(plan, operation) });
    return done({
      ...engagement,
      plan: { ...plan, submittedAtMs: operation.clock.wallMs, submittedBy: operation.actor },
    });
  },
});

/** FY2-6…16: what was written of the plan, field by field; two texts of one field are never merged in silence (L17). */
export const planSaved = defineOperation({
  ...ofPlan,
  type: 'plan-saved@2',
  nature: 'fact',
  label: '計画書の保存',
  by: ['expert'],
  body: v.strictObject({ changes: changesSchema(PLAN_FIELDS) }),
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const before = engagement.plan?.conflicts?.length ?? 0;
    const plan = withPlanChanges(engagement.plan, operation.body.changes, actOf(operation));
    const flags = (plan.conflicts?.length ?? 0) > before ? (['text_conflict'] as const) : [];
    return done({ ...engagement, plan }, ...flags);
  },
});

const basis = ({ plan }: Engagement): string | null => plan && planBasis(plan);

/**
 * F-3-1-一: the plan is handed in, as a version that stays. Refused while something is missing that the form asks for, two
 * texts wait for a choice, or nothing has changed since the office had it.
 */
export const planSubmitted = defineOperation({
  ...ofPlan,
  type: 'plan-submitted@2',
  nature: 'intent',
  label: '計画書の提出',
  by: ['expert'],
  needs: ['ruleSet'],
  body: v.strictObject({}),
  basis,
  apply: (engagement: Engagement, operation, { ruleSet }: Context) => {
    const { plan, core } = engagement;
    if (!core || !plan) return refuse('unknown_record');
    if (!ruleSet?.planForm) return refuse('not_in_programme');
    const stage = planStage(plan);
    if (stage === 'submitted' || stage === 'approved') return refuse('wrong_state', stage);
    const { contract } = core;
    // FY-H: the day on which a form is made is not before the contract.
    if (!contract || dayInJapan(operation.clock.wallMs) < contract.concludedOn) return refuse('no_contract_yet');
    const blocks = [
      ...planProblems(plan, { contract, ruleSet }).flatMap(({ key, severity }) => (severity === 'BLOCK' ? [key] : [])),
      ...(plan.conflicts ?? []).map(({ field }) => field),
    ];
    if (blocks.length > 0) return refuse('form_incomplete', ...blocks);
    return done({ ...engagement, plan: handedIn(plan, operation) });
  },
});

/** 差戻し of the plan with a comment at each field it concerns. */
export const planSentBack = defineOperation({
  ...ofPlan,
  type: 'plan-sent-back@1',
  nature: 'intent',
  label: '計画書の差戻し',
  by: ['staff', 'approver', 'administrator'],
  body: v.strictObject({ comments: commentsSchema(Object.keys(PLAN_FORM.fields)) }),
  basis,
  apply: (engagement: Engagement, operation) => {
    const { plan } = engagement;
    if (!plan) return refuse('unknown_record');
    const sentBack = { ...actOf(operation), comments: operation.body.comments };
    const versions = withJudged(planVersions(plan), { sentBack });
    if (!versions) return refuse('wrong_state', planStage(plan));
    return done({
      ...engagement,
      plan: { ...plan, conflicts: plan.conflicts ?? [], versions, submittedAtMs: null, submittedBy: null },
    });
  },
});

/** 計画確認: the office has read the plan. Nothing waits for it: 要領 3条1号 asks that the plan is made, not that it is approved. */
export const planChecked = defineOperation({
  ...ofPlan,
  type: 'plan-checked@1',
  nature: 'intent',
  label: '計画書の確認',
  by: ['staff', 'approver', 'administrator'],
  body: v.strictObject({}),
  basis,
  apply: (engagement: Engagement, operation) => {
    const { plan } = engagement;
    if (!plan) return refuse('unknown_record');
    if (operation.actor === expertInCharge(engagement)) return refuse('self_approval');
    const versions = withJudged(planVersions(plan), { approval: actOf(operation) });
    if (!versions) return refuse('wrong_state', planStage(plan));
    return done({ ...engagement, plan: { ...plan, conflicts: plan.conflicts ?? [], versions } });
  },
});

const handedIn = (plan: Plan, operation: Operation): Plan => ({
  ...plan,
  conflicts: plan.conflicts ?? [],
  versions: withHandedIn(planVersions(plan), contentsOf(plan), actOf(operation)),
  submittedAtMs: operation.clock.wallMs,
  submittedBy: operation.actor,
});
