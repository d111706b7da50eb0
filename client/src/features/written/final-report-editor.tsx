import {
  type FinalReportValues,
  finalReportVersions,
  stageOfFinalReport,
} from '@banso/shared/engagement/final-report.ts';
import { inOrder } from '@banso/shared/engagement/growth.ts';
import { resultSentences, withSentences } from '@banso/shared/engagement/kpi-sentences.ts';
import { standingPlan } from '@banso/shared/engagement/plan.ts';
import type { FieldValue, WrittenChange } from '@banso/shared/engagement/written.ts';
import { blankForm, fieldSchemas, problemsOf } from '@banso/shared/forms/definition.ts';
import { FINAL_REPORT_FORM } from '@banso/shared/forms/final-report-form.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useMemo } from 'react';
import * as v from 'valibot';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { draftKeys } from '../draft-keys.ts';
import { FormFields } from '../form-fields.tsx';
import { FromKpis } from './from-kpis.tsx';
import { messages } from './messages.ts';
import { OtherTexts } from './other-texts.tsx';
import { PaperEditor } from './paper-editor.tsx';
import { finalReportLabel } from './paper-labels.ts';
import { useWrittenDraft } from './use-written-draft.ts';
import { withoutUndefined } from './without-undefined.ts';

const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = fieldSchemas(FINAL_REPORT_FORM);
const fits = (field: string, value: FieldValue): boolean => v.is(SCHEMAS[field] ?? v.never(), value);

/** 様式第4号 as the expert writes it, beside the goal of the plan. */
export function FinalReportEditor({ view }: { readonly view: EngagementView }) {
  const { store } = useBanso();
  const today = dayInJapan(useNow());
  const { closing, plan, core } = view.engagement;
  const written = useMemo(
    () => ({ values: closing?.values ?? blankForm(FINAL_REPORT_FORM), conflicts: closing?.conflicts ?? [] }),
    [closing],
  );
  const save = (changes: WrittenChange[]) =>
    store.record({
      type: 'final-report-saved@1',
      aggregate: view.id,
      body: { changes: changes.map(withoutUndefined) },
    });
  const draft = useWrittenDraft<FinalReportValues>({
    key: draftKeys.written(view.id, 'closing'),
    written,
    fits,
    record: (_store, changes) => save(changes),
  });
  const { record, problem } = useRecord();
  const results = resultSentences(inOrder(view.engagement.kpis));
  const problems = problemsOf(FINAL_REPORT_FORM, draft.values, { today, contract: core?.contract ?? null });
  const submit = async () =>
    (await draft.save()) && (await record({ type: 'final-report-submitted@1', aggregate: view.id, body: {} })) !== null;
  const goal = (standingPlan(plan)?.contents ?? plan)?.goal ?? '';
  return (
    <PaperEditor
      view={view}
      title={messages.finalReport}
      form="final-report"
      stage={stageOfFinalReport(view.engagement)}
      newest={finalReportVersions(view.engagement).at(-1)}
      draft={draft}
      problems={problems}
      open={written.conflicts.length > 0}
      problem={problem ?? draft.problem}
      labelOf={finalReportLabel}
      onSubmit={submit}
    >
      {(tried) => (
        <>
          <OtherTexts conflicts={written.conflicts} values={written.values} labelOf={finalReportLabel} record={save} />
          <section className="written__goal" aria-label={messages.goal}>
            <h2>{messages.goal}</h2>
            <p>{goal === '' ? messages.goalNone : goal}</p>
          </section>
          <FormFields
            form={FINAL_REPORT_FORM}
            values={draft.values}
            problems={problems.filter(({ key }) => tried || draft.values[key as keyof FinalReportValues])}
            onChange={(key, value) => {
              // The tick is made today; the day beside it may be mended.
              const day = key === 'noPrivateConsulting' ? { declaredOn: value === true ? today : '' } : {};
              draft.type({ [key]: value, ...day });
              if (typeof value === 'boolean' || key === 'level') draft.leave();
            }}
            onLeave={draft.leave}
            below={{
              achievement: (
                <FromKpis
                  engagement={view.id}
                  text={draft.values.achievement}
                  sentences={results}
                  none={messages.resultByKpis}
                  onCarry={() => {
                    draft.type({ achievement: withSentences(draft.values.achievement, results) });
                    draft.leave();
                  }}
                />
              ),
            }}
          />
        </>
      )}
    </PaperEditor>
  );
}
