import {
  planOfValues,
  planStage,
  type PlanValues,
  planValues,
  planVersions,
  ROW_SCHEMAS,
} from '@banso/shared/engagement/plan.ts';
import { inOrder } from '@banso/shared/engagement/growth.ts';
import { goalSentences, withSentences } from '@banso/shared/engagement/kpi-sentences.ts';
import type { FieldValue, WrittenChange } from '@banso/shared/engagement/written.ts';
import { fieldSchemas, isRelevant, problemsOf } from '@banso/shared/forms/definition.ts';
import { PLAN_FORM, rowProblems } from '@banso/shared/forms/plan-form.ts';
import { useMemo } from 'react';
import * as v from 'valibot';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { draftKeys } from '../draft-keys.ts';
import { FormFields } from '../form-fields.tsx';
import { FromKpis } from './from-kpis.tsx';
import { messages } from './messages.ts';
import { OtherTexts } from './other-texts.tsx';
import { PaperEditor } from './paper-editor.tsx';
import { planLabel } from './paper-labels.ts';
import { PlanRows } from './plan-rows.tsx';
import { RegionNote } from './region-note.tsx';
import { useWrittenDraft } from './use-written-draft.ts';
import { withoutUndefined } from './without-undefined.ts';

const { rows: _, ...FIELDS } = fieldSchemas(PLAN_FORM);
const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = { ...FIELDS, ...ROW_SCHEMAS };
const fits = (field: string, value: FieldValue): boolean => v.is(SCHEMAS[field] ?? v.never(), value);

const FIVE_ROWS = 5;

/** 様式第2号 as the expert writes it, on the phone or at a PC: either goes on where the other saved. */
export function PlanEditor({ view }: { readonly view: EngagementView }) {
  const { store } = useBanso();
  const { plan, core } = view.engagement;
  const written = useMemo(() => ({ values: planValues(plan), conflicts: plan?.conflicts ?? [] }), [plan]);
  const save = (changes: WrittenChange[]) =>
    store.record({ type: 'plan-saved@2', aggregate: view.id, body: { changes: changes.map(withoutUndefined) } });
  const draft = useWrittenDraft<PlanValues>({
    key: draftKeys.written(view.id, 'plan'),
    written,
    fits,
    record: (_store, changes) => save(changes),
  });
  const { record, problem } = useRecord();
  const contents = planOfValues(draft.values);
  const goals = goalSentences(inOrder(view.engagement.kpis));
  const facts = { contract: core?.contract ?? null, ruleSet: view.ruleSet };
  const problems = problemsOf(PLAN_FORM, contents, facts);
  const inRows = rowProblems(contents.rows, facts);
  const submit = async () =>
    (await draft.save()) && (await record({ type: 'plan-submitted@2', aggregate: view.id, body: {} })) !== null;
  const blank = new Set(
    Object.entries(PLAN_FORM.fields).flatMap(([key, { required }]) =>
      required && isBlank(draft.values, key) ? [key] : [],
    ),
  );
  return (
    <PaperEditor
      view={view}
      title={messages.plan}
      form="plan"
      stage={planStage(plan)}
      newest={planVersions(plan).at(-1)}
      draft={draft}
      problems={problems}
      open={written.conflicts.length > 0}
      problem={problem ?? draft.problem}
      labelOf={planLabel}
      onSubmit={submit}
    >
      {(tried) => (
        <>
          <OtherTexts conflicts={written.conflicts} values={written.values} labelOf={planLabel} record={save} />
          <FormFields
            form={PLAN_FORM}
            values={contents}
            problems={problems.filter(({ key }) => tried || !blank.has(key))}
            onChange={(key, value) => {
              if (typeof value !== 'object') draft.type({ [key]: value });
              if (typeof value === 'boolean') draft.leave();
            }}
            onLeave={draft.leave}
            below={{
              goal: (
                <FromKpis
                  engagement={view.id}
                  text={contents.goal}
                  sentences={goals}
                  none={messages.goalByKpis}
                  onCarry={() => {
                    draft.type({ goal: withSentences(contents.goal, goals) });
                    draft.leave();
                  }}
                />
              ),
            }}
            own={{
              rows: (
                <PlanRows
                  rows={contents.rows}
                  count={view.ruleSet?.numberOfVisits?.value ?? FIVE_ROWS}
                  problems={inRows.filter(({ number, field }) => tried || !isBlank(draft.values, `${field}/${number}`))}
                  onChange={draft.type}
                  onLeave={draft.leave}
                />
              ),
            }}
          />
          {isRelevant(PLAN_FORM.fields.nearestStop, contents) && <RegionNote view={view} />}
        </>
      )}
    </PaperEditor>
  );
}

const isBlank = (values: Readonly<Record<string, FieldValue>>, key: string): boolean => {
  const value = values[key];
  return typeof value === 'string' && value.trim() === '';
};
