import { actionStateWords, inOrder } from '@banso/shared/engagement/growth.ts';
import type { WrittenChange } from '@banso/shared/engagement/written.ts';
import { blankForm } from '@banso/shared/forms/definition.ts';
import { ACTION_FORM, BUSINESS_PLAN_FORM, HEARING_FORM } from '@banso/shared/forms/growth-forms.ts';
import { eraDate } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { draftKeys } from '../draft-keys.ts';
import { Foldout } from './foldout.tsx';
import { KpiSection } from './kpi-section.tsx';
import { messages } from './messages.ts';
import { PrintLink } from './paper-editor.tsx';
import { RecordEditor } from './record-editor.tsx';
import { withoutUndefined } from './without-undefined.ts';

export type GrowthProps = {
  readonly view: EngagementView;
  /** Whether this person may write it; others read. */
  readonly writes: boolean;
  /** Whether this person sees what was heard: commissioner and accounting do not. */
  readonly hears: boolean;
};

const BLANK_HEARING = { values: blankForm(HEARING_FORM), conflicts: [] };
const BLANK_PLAN = { values: blankForm(BUSINESS_PLAN_FORM), conflicts: [] };
const BLANK_ACTION = { values: blankForm(ACTION_FORM), conflicts: [] };

/** From the hearing to 経営計画, アクションプラン and ＫＰＩ: what the team works out with the company (T-4-1-エ-ア). */
export function Growth({ view, writes, hears }: GrowthProps) {
  const { store } = useBanso();
  const { hearing, businessPlan } = view.engagement;
  const saveHearing = (changes: WrittenChange[]) =>
    store.record({ type: 'hearing-saved@1', aggregate: view.id, body: { changes: changes.map(withoutUndefined) } });
  const savePlan = (changes: WrittenChange[]) =>
    store.record({
      type: 'business-plan-saved@1',
      aggregate: view.id,
      body: { changes: changes.map(withoutUndefined) },
    });
  return (
    <div className="growth">
      <p className="hint">{messages.growthHint}</p>
      <KpiSection view={view} writes={writes} />
      <ActionSection view={view} writes={writes} />
      <section className="section" aria-label={messages.businessPlan}>
        <h2>{messages.businessPlan}</h2>
        {writes ? (
          <RecordEditor
            draftKey={draftKeys.written(view.id, 'businessPlan')}
            form={BUSINESS_PLAN_FORM}
            written={businessPlan ?? BLANK_PLAN}
            record={savePlan}
          />
        ) : (
          <Read form={BUSINESS_PLAN_FORM} values={(businessPlan ?? BLANK_PLAN).values} />
        )}
      </section>
      {hears && (
        <section className="section" aria-label={messages.hearing}>
          <h2>{messages.hearing}</h2>
          <p className="hint">{messages.hearingHint}</p>
          {writes ? (
            <RecordEditor
              draftKey={draftKeys.written(view.id, 'hearing')}
              form={HEARING_FORM}
              written={hearing ?? BLANK_HEARING}
              record={saveHearing}
            />
          ) : (
            <Read form={HEARING_FORM} values={(hearing ?? BLANK_HEARING).values} />
          )}
        </section>
      )}
      <PrintLink view={view} form="growth-plan" draft={false} />
    </div>
  );
}

function ActionSection({ view, writes }: Omit<GrowthProps, 'hears'>) {
  const { store, newId } = useBanso();
  const [added, setAdded] = useState<string | null>(null);
  const known = inOrder(view.engagement.actions);
  const isNew = added !== null && !known.some(({ id }) => id === added);
  // The new one keeps its place when it is recorded: whoever is typing in it types on.
  const actions = isNew ? [...known, { id: added, ...BLANK_ACTION }] : known;
  const record = (action: string) => (changes: WrittenChange[]) =>
    store.record({
      type: 'action-saved@1',
      aggregate: view.id,
      body: { action, changes: changes.map(withoutUndefined) },
    });
  return (
    <section className="section" aria-label={messages.actions}>
      <h2>{messages.actions}</h2>
      {actions.length === 0 && <p>{messages.actionsNone}</p>}
      {actions.map((action) => {
        const { what, who, by, state } = action.values;
        return (
          <article key={action.id} className="growth-item">
            <h3>{what === '' ? messages.newAction : what}</h3>
            <p>
              {[actionStateWords(state), who, by === '' ? '' : messages.until(eraDate(by))]
                .filter((words) => words !== '')
                .join('・')}
            </p>
            {writes && (
              <Foldout words={messages.edit} about={what} open={action.id === added || action.conflicts.length > 0}>
                <RecordEditor
                  draftKey={draftKeys.written(view.id, `action/${action.id}`)}
                  form={ACTION_FORM}
                  written={action}
                  record={record(action.id)}
                />
              </Foldout>
            )}
          </article>
        );
      })}
      {writes && !isNew && (
        <Button icon="plus" onClick={() => setAdded(newId())}>
          {messages.addAction}
        </Button>
      )}
    </section>
  );
}

type ReadProps = {
  readonly form: { readonly fields: Readonly<Record<string, { readonly label: string }>> };
  readonly values: Readonly<Record<string, string>>;
};

/** What was written, for those who only read it. */
function Read({ form, values }: ReadProps) {
  return (
    <Facts>
      {Object.entries(form.fields).map(([key, { label }]) => (
        <Fact key={key} label={label} stacked>
          {values[key] || messages.blank}
        </Fact>
      ))}
    </Facts>
  );
}
