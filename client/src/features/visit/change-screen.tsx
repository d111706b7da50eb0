import type { Setback } from '@banso/shared/engagement/visit.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useRecord } from '../../sync/use-record.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { draftKeys } from '../draft-keys.ts';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { type ScheduleForm, scheduleErrors, ScheduleFields, toSchedule } from './schedule-fields.tsx';
import { VisitForm } from './visit-form.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';

type How = Setback['how'];
type RequestedBy = Setback['requestedBy'];
const HOWS = ['startedByMistake', 'postponed', 'cancelled'] as const satisfies readonly How[];
const REQUESTERS = ['company', 'expert', 'office', 'disaster'] as const satisfies readonly RequestedBy[];

type ChangeForm = Readonly<Record<'how' | 'who' | 'reason' | keyof ScheduleForm, string>>;

/** 中止・延期・まちがえて始めた: who asked for it, why, and the new day. */
export function ChangeScreen({ view, visit, draft }: VisitScreenProps) {
  const [, navigate] = useLocation();
  const search = useSearch();
  const { record, busy, problem } = useRecord();
  const mistaken = visit.start !== null && new URLSearchParams(search).get('how') === 'startedByMistake';
  const {
    form: typed,
    change: type,
    failed,
    drop,
  } = useKeptForm<ChangeForm>(draftKeys.change(visit.id), {
    how: mistaken ? 'startedByMistake' : '',
    who: '',
    reason: mistaken ? messages.mistakeReason : '',
    ...scheduleOf(visit),
  });
  const { reason, on, from, to, place } = typed;
  const how = HOWS.find((one) => one === typed.how);
  const who = REQUESTERS.find((one) => one === typed.who);
  const form: ScheduleForm = { on, from, to, place, mode: typed.mode === 'online' ? 'online' : 'onSite' };
  const [tried, setTried] = useState(false);
  const change = async () => {
    setTried(true);
    const body = toBody({ visit: visit.id, how, who, reason, form });
    if (!body) return;
    // What was already written stays with the visit, whatever becomes of it.
    await draft.save();
    if (!(await record({ type: 'visit-set-back@1', aggregate: view.id, body }))) return;
    await drop();
    navigate(paths.today);
  };
  return (
    <VisitForm
      {...{ view, visit, problem, failed }}
      title={mistaken ? messages.mistakeTitle : messages.changeTitle}
      save={{ label: messages.saveChange, busy, go: change }}
    >
      <RadioGroup
        label={messages.how}
        value={how}
        error={tried && !how ? messages.chooseOne : undefined}
        onChange={(value) => type({ how: value })}
        choices={[
          ...(visit.start
            ? [{ value: 'startedByMistake' as const, label: messages.mistakeHow, help: messages.mistakeHelp }]
            : []),
          { value: 'postponed', label: messages.postponedHow, help: messages.postponedHelp },
          { value: 'cancelled', label: messages.cancelledHow, help: messages.cancelledHelp },
        ]}
      />
      {how !== 'startedByMistake' && (
        <RadioGroup
          label={messages.who}
          value={who}
          error={tried && !who ? messages.chooseOne : undefined}
          onChange={(value) => type({ who: value })}
          choices={[
            { value: 'company', label: messages.byCompany },
            { value: 'expert', label: messages.byExpert },
            { value: 'office', label: messages.byOffice },
            { value: 'disaster', label: messages.byDisaster },
          ]}
        />
      )}
      <TextArea
        label={messages.reason}
        need="required"
        value={reason}
        error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
        onChange={(text) => type({ reason: text })}
      />
      {how === 'postponed' && (
        <fieldset className="section">
          <legend className="report__legend">{messages.newSchedule}</legend>
          <ScheduleFields form={form} onChange={type} errors={tried ? scheduleErrors(form) : {}} />
        </fieldset>
      )}
    </VisitForm>
  );
}

const scheduleOf = ({ schedule, fields }: VisitScreenProps['visit']): ScheduleForm => ({
  on: '',
  from: schedule?.from ?? '',
  to: schedule?.to ?? '',
  mode: schedule?.mode ?? fields.mode,
  place: schedule?.place ?? fields.place,
});

const toBody = (typed: {
  readonly visit: string;
  readonly how: How | undefined;
  readonly who: RequestedBy | undefined;
  readonly reason: string;
  readonly form: ScheduleForm;
}): BodyOf['visit-set-back@1'] | null => {
  const { visit, how } = typed;
  const reason = cleanText(typed.reason);
  const requestedBy = how === 'startedByMistake' ? 'expert' : typed.who;
  if (!how || !requestedBy || reason.trim() === '') return null;
  if (how !== 'postponed') return { visit, how, requestedBy, reason };
  const schedule = toSchedule(typed.form);
  return schedule && { visit, how, requestedBy, reason, schedule };
};
