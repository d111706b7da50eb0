import type { Schedule } from '@banso/shared/engagement/visit.ts';
import { scheduleEntries } from '@banso/shared/engagement/operations/visit-scheduled.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import * as v from 'valibot';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';

export type ScheduleForm = {
  readonly on: string;
  readonly from: string;
  readonly to: string;
  readonly mode: 'onSite' | 'online';
  readonly place: string;
};

export type ScheduleErrors = Partial<Readonly<Record<'on' | 'from' | 'to', string>>>;

const scheduleSchema = v.strictObject(scheduleEntries);

/** The day, times and place of a planned visit. */
export function ScheduleFields(props: {
  readonly form: ScheduleForm;
  readonly onChange: (form: ScheduleForm) => void;
  readonly errors: ScheduleErrors;
}) {
  const { form, onChange, errors } = props;
  return (
    <>
      <TimeSpanFields form={form} errors={errors} onChange={(span) => onChange({ ...form, ...span })} />
      <RadioGroup
        label={messages.placeMode}
        value={form.mode}
        onChange={(mode) => onChange({ ...form, mode })}
        choices={[
          { value: 'onSite', label: messages.onSite },
          { value: 'online', label: messages.online },
        ]}
      />
      {form.mode === 'onSite' && (
        <TextField
          label={messages.placeOf}
          value={form.place}
          onChange={(place) => onChange({ ...form, place: cleanText(place) })}
        />
      )}
    </>
  );
}

export type TimeSpan = Pick<ScheduleForm, 'on' | 'from' | 'to'>;

/** A day, and from when to when. */
export function TimeSpanFields(props: {
  readonly form: TimeSpan;
  readonly onChange: (span: TimeSpan) => void;
  readonly errors: ScheduleErrors;
}) {
  const { form, onChange, errors } = props;
  const { on, from, to } = form;
  return (
    <div className="when-fields">
      <TextField
        type="date"
        width="medium"
        label={messages.date}
        value={on}
        error={errors.on}
        onChange={(value) => onChange({ from, to, on: value })}
      />
      <TextField
        type="time"
        width="short"
        label={messages.from}
        value={from}
        error={errors.from}
        onChange={(value) => onChange({ on, to, from: value })}
      />
      <TextField
        type="time"
        width="short"
        label={messages.to}
        value={to}
        error={errors.to}
        onChange={(value) => onChange({ on, from, to: value })}
      />
    </div>
  );
}

/** What is still wrong with a day and its times. */
export const scheduleErrors = ({ on, from, to }: TimeSpan): ScheduleErrors => ({
  ...(on === '' ? { on: messages.errorBlank } : {}),
  ...(from === '' ? { from: messages.errorBlank } : {}),
  ...(to === '' ? { to: messages.errorBlank } : to <= from && from !== '' ? { to: messages.errorOrder } : {}),
});

/** The schedule, once nothing is wrong with it. */
export const toSchedule = (form: ScheduleForm): Schedule | null => {
  if (Object.keys(scheduleErrors(form)).length > 0) return null;
  const parsed = v.safeParse(scheduleSchema, form);
  return parsed.success ? parsed.output : null;
};
