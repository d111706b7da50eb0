import { inOrder, type Kpi, figureOf, measurementsOf } from '@banso/shared/engagement/growth.ts';
import type { WrittenChange } from '@banso/shared/engagement/written.ts';
import { blankForm } from '@banso/shared/forms/definition.ts';
import { figureWords } from '@banso/shared/forms/figure-words.ts';
import { KPI_FORM } from '@banso/shared/forms/growth-forms.ts';
import { dayInJapan, isDay } from '@banso/shared/time/day.ts';
import { eraDate } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { draftKeys } from '../draft-keys.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { Foldout } from './foldout.tsx';
import { KpiPicture } from './kpi-picture.tsx';
import { messages } from './messages.ts';
import { RecordEditor } from './record-editor.tsx';
import { withoutUndefined } from './without-undefined.ts';

const BLANK = { values: blankForm(KPI_FORM), conflicts: [], measurements: [] };

type GrowthProps = { readonly view: EngagementView; readonly writes: boolean };

/** ＫＰＩ: indicator, from where to where, and what it came to, with one picture of the way. */
export function KpiSection({ view, writes }: GrowthProps) {
  const { store, newId } = useBanso();
  const [added, setAdded] = useState<string | null>(null);
  const known = inOrder(view.engagement.kpis);
  const isNew = added !== null && !known.some(({ id }) => id === added);
  // The new one keeps its place when it is recorded: whoever is typing in it types on.
  const kpis = isNew ? [...known, { id: added, order: 0, ...BLANK }] : known;
  const record = (kpi: string) => (changes: WrittenChange[]) =>
    store.record({ type: 'kpi-saved@1', aggregate: view.id, body: { kpi, changes: changes.map(withoutUndefined) } });
  return (
    <section className="section" aria-label={messages.kpis}>
      <h2>{messages.kpis}</h2>
      {kpis.length === 0 && <p>{messages.kpisNone}</p>}
      {kpis.map((kpi) => (
        <article key={kpi.id} className="growth-item">
          <h3>{kpi.values.indicator === '' ? messages.newKpi : kpi.values.indicator}</h3>
          {kpi.order > 0 && (
            <>
              <p>{wayWords(kpi)}</p>
              <KpiPicture kpi={kpi} />
              <Measured view={view} kpi={kpi} writes={writes} />
            </>
          )}
          {writes && (
            <Foldout
              words={messages.edit}
              about={kpi.values.indicator}
              open={kpi.id === added || kpi.conflicts.length > 0}
            >
              <RecordEditor
                draftKey={draftKeys.written(view.id, `kpi/${kpi.id}`)}
                form={KPI_FORM}
                written={kpi}
                record={record(kpi.id)}
              />
            </Foldout>
          )}
        </article>
      ))}
      {writes && !isNew && (
        <Button icon="plus" onClick={() => setAdded(newId())}>
          {messages.addKpi}
        </Button>
      )}
    </section>
  );
}

const wayWords = ({ values: { baseline, target, unit, targetOn } }: Kpi): string =>
  [
    messages.fromTo(figureWords(baseline, unit) || messages.blank, figureWords(target, unit) || messages.blank),
    targetOn === '' ? '' : messages.until(eraDate(targetOn)),
  ]
    .filter((words) => words !== '')
    .join('　');

type MeasuredForm = Readonly<Record<'on' | 'value' | 'corrects', string>>;

/** What it came to, day by day, and room for the next figure. */
function Measured({ view, kpi, writes }: GrowthProps & { readonly kpi: Kpi }) {
  const { newId } = useBanso();
  const today = dayInJapan(useNow());
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const { form, change, drop } = useKeptForm<MeasuredForm>(draftKeys.written(view.id, `measured/${kpi.id}`), {
    on: today,
    value: '',
    corrects: '',
  });
  const measured = measurementsOf(kpi);
  const corrected = measured.find(({ id }) => id === form.corrects);
  const dayWrong = !isDay(form.on) || form.on > today;
  const save = async () => {
    setTried(true);
    if (figureOf(form.value) === null || dayWrong) return;
    const body = {
      kpi: kpi.id,
      measurement: newId(),
      on: form.on,
      value: form.value,
      note: '',
      corrects: corrected?.id ?? null,
    };
    if (!(await record({ type: 'kpi-measured@1', aggregate: view.id, body }))) return;
    await drop();
    setTried(false);
    change({ on: today, value: '', corrects: '' });
  };
  return (
    <div className="growth-item__measured">
      <h4>{messages.measured}</h4>
      {measured.length === 0 && <p className="hint">{messages.measuredNone}</p>}
      <ul>
        {measured.map(({ id, on, value }) => (
          <li key={id}>
            {eraDate(on)}　<b>{figureWords(value, kpi.values.unit)}</b>
            {writes && (
              <Button look="text" onClick={() => change({ on, value, corrects: id })}>
                {messages.correct}
                <span className="visually-hidden">（{eraDate(on)}）</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <Foldout words={messages.measure} about={kpi.values.indicator} open={corrected !== undefined}>
          <RecordProblemNotice problem={problem} />
          {corrected && (
            <p className="hint" role="status">
              {messages.correcting(figureWords(corrected.value, kpi.values.unit))}
            </p>
          )}
          <TextField
            type="date"
            width="medium"
            label={messages.measuredOn}
            value={form.on}
            error={tried && dayWrong ? messages.measuredDayError : undefined}
            onChange={(on) => change({ on })}
          />
          <TextField
            width="medium"
            inputMode="decimal"
            label={`${messages.measuredValue}${kpi.values.unit === '' ? '' : `（${kpi.values.unit}）`}`}
            value={form.value}
            error={tried && figureOf(form.value) === null ? messages.measuredError : undefined}
            onChange={(value) => change({ value })}
          />
          <Button busy={busy} onClick={() => void save()}>
            {messages.measure}
          </Button>
        </Foldout>
      )}
    </div>
  );
}
