import * as v from 'valibot';
import { blankForm, fieldSchemas } from '../../forms/definition.ts';
import { ACTION_FORM, BUSINESS_PLAN_FORM, HEARING_FORM, KPI_FORM } from '../../forms/growth-forms.ts';
import { textSchema } from '../../lib/text.ts';
import { defineOperation, done, type OperationType } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import { type ActionItem, type BusinessPlan, figureOf, type Hearing, type Kpi } from '../growth.ts';
import { actOf } from '../handed-in.ts';
import { changesSchema, withChanges } from '../written.ts';

const BLANK_HEARING: Hearing = { values: blankForm(HEARING_FORM), conflicts: [] };
const BLANK_BUSINESS_PLAN: BusinessPlan = { values: blankForm(BUSINESS_PLAN_FORM), conflicts: [] };
const blankAction = (id: string, order: number): ActionItem => ({
  id,
  order,
  values: blankForm(ACTION_FORM),
  conflicts: [],
});
const blankKpi = (id: string, order: number): Kpi => ({
  id,
  order,
  values: blankForm(KPI_FORM),
  conflicts: [],
  measurements: [],
});

/** Expert and support officers write together; the office may write down what it is told. Nobody has to (T-5-3). */
const common = {
  kind: 'engagement',
  nature: 'fact',
  by: ['expert', 'supportOfficer', 'staff', 'administrator'],
  needs: [],
} as const satisfies Partial<OperationType<Engagement, unknown>>;

type Chosen = { readonly conflicts: readonly unknown[] };
const flagsOf = (before: Chosen, after: Chosen) =>
  after.conflicts.length > before.conflicts.length ? (['text_conflict'] as const) : [];

/** T-4-1-エ-ア: what was heard at the company. */
export const hearingSaved = defineOperation({
  ...common,
  type: 'hearing-saved@1',
  retention: 'C',
  label: 'ヒアリングの記録',
  body: v.strictObject({ changes: changesSchema(fieldSchemas(HEARING_FORM)) }),
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const before = engagement.hearing ?? BLANK_HEARING;
    const hearing = withChanges(before, operation.body.changes, actOf(operation));
    return done({ ...engagement, hearing }, ...flagsOf(before, hearing));
  },
});

/** T-4-1-エ-ア: 現状, 課題, 原因, 解決策, and the 経営計画 that is made of them. */
export const businessPlanSaved = defineOperation({
  ...common,
  type: 'business-plan-saved@1',
  retention: 'B',
  label: '経営計画の保存',
  body: v.strictObject({ changes: changesSchema(fieldSchemas(BUSINESS_PLAN_FORM)) }),
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const before = engagement.businessPlan ?? BLANK_BUSINESS_PLAN;
    const businessPlan = withChanges(before, operation.body.changes, actOf(operation));
    return done({ ...engagement, businessPlan }, ...flagsOf(before, businessPlan));
  },
});

/** T-4-1-エ-ア: one line of the アクションプラン. The first save opens it; nothing is ever taken out, it is given up (取りやめ). */
export const actionSaved = defineOperation({
  ...common,
  type: 'action-saved@1',
  retention: 'B',
  label: 'アクションプランの保存',
  body: v.strictObject({ action: partIdSchema, changes: changesSchema(fieldSchemas(ACTION_FORM)) }),
  apply: (engagement: Engagement, operation) => {
    const { action: id, changes } = operation.body;
    if (!engagement.core) return refuse('unknown_record');
    const before = engagement.actions[id] ?? blankAction(id, operation.clock.wallMs);
    const action = { ...before, ...withChanges(before, changes, actOf(operation)) };
    return done({ ...engagement, actions: { ...engagement.actions, [id]: action } }, ...flagsOf(before, action));
  },
});

/** T-4-1-エ-ア: one ＫＰＩ, its indicator, baseline and target. The first save opens it. */
export const kpiSaved = defineOperation({
  ...common,
  type: 'kpi-saved@1',
  retention: 'B',
  label: 'ＫＰＩの保存',
  body: v.strictObject({ kpi: partIdSchema, changes: changesSchema(fieldSchemas(KPI_FORM)) }),
  apply: (engagement: Engagement, operation) => {
    const { kpi: id, changes } = operation.body;
    if (!engagement.core) return refuse('unknown_record');
    const before = engagement.kpis[id] ?? blankKpi(id, operation.clock.wallMs);
    const kpi = { ...before, ...withChanges(before, changes, actOf(operation)) };
    return done({ ...engagement, kpis: { ...engagement.kpis, [id]: kpi } }, ...flagsOf(before, kpi));
  },
});

/** T-4-1-エ-ア: what a ＫＰＩ came to on a day. Kept for ever; a wrong figure is corrected by another that names it. */
export const kpiMeasured = defineOperation({
  ...common,
  type: 'kpi-measured@1',
  retention: 'B',
  label: 'ＫＰＩの実績',
  body: v.strictObject({
    kpi: partIdSchema,
    measurement: partIdSchema,
    on: daySchema,
    value: v.pipe(
      textSchema(20),
      v.check((text) => figureOf(text) !== null, '数字として読めません。'),
    ),
    note: textSchema(500),
    corrects: v.nullable(partIdSchema),
  }),
  apply: (engagement: Engagement, operation) => {
    const { kpi: id, measurement, ...measured } = operation.body;
    if (!engagement.core) return refuse('unknown_record');
    // The figure may arrive before the words of its KPI: a fact is kept all the same.
    const before = engagement.kpis[id] ?? blankKpi(id, operation.clock.wallMs);
    if (before.measurements.some((one) => one.id === measurement)) return refuse('already_exists', measurement);
    const kpi = {
      ...before,
      measurements: [...before.measurements, { id: measurement, ...measured, ...actOf(operation) }],
    };
    return done({ ...engagement, kpis: { ...engagement.kpis, [id]: kpi } });
  },
});
