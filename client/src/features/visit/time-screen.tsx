import { cleanText } from '@banso/shared/lib/text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { draftKeys } from '../draft-keys.ts';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { type ScheduleErrors, scheduleErrors, type TimeSpan, TimeSpanFields } from './schedule-fields.tsx';
import { VisitForm } from './visit-form.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { standingConfirmation } from './visit-step.ts';

/** 時刻を直す: the honest way for a forgotten or mistaken tap. Typed times are grade C, and the screen says so. */
export function TimeScreen({ view, visit }: VisitScreenProps) {
  const { nowMs } = useBanso();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const { time, schedule } = visit;
  const { form, change, failed, drop } = useKeptForm(draftKeys.time(visit.id), {
    on: time?.on ?? schedule?.on ?? dayInJapan(nowMs()),
    from: time?.from ?? schedule?.from ?? '',
    to: time?.to ?? (time ? '' : (schedule?.to ?? '')),
    reason: '',
  });
  const { reason, ...span } = form;
  const [tried, setTried] = useState(false);
  const errors = tried ? errorsOf(span, dayInJapan(nowMs())) : {};
  const back = paths.visit({ engagement: view.id, visit: visit.id });
  const correct = async () => {
    setTried(true);
    if (reason.trim() === '' || Object.keys(errorsOf(span, dayInJapan(nowMs()))).length > 0) return;
    const body = { visit: visit.id, ...span, reason: cleanText(reason) };
    if (!(await record({ type: 'visit-time-corrected@1', aggregate: view.id, body }))) return;
    await drop();
    navigate(back);
  };
  return (
    <VisitForm
      {...{ view, visit, problem, failed }}
      title={messages.timeTitle}
      save={{ label: messages.saveTime, busy, go: correct }}
    >
      <Notice kind="info" title={messages.timeHonest}>
        {(visit.start || visit.end) && <p>{messages.timeKept}</p>}
        {visit.status === 'started' && <p>{messages.timeRunning}</p>}
        {standingConfirmation(view, visit) && <p>{messages.timeSignature}</p>}
      </Notice>
      <TimeSpanFields form={span} errors={errors} onChange={change} />
      <TextArea
        label={messages.reason}
        need="required"
        help={messages.timeReasonHelp}
        value={reason}
        error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
        onChange={(text) => change({ reason: text })}
      />
    </VisitForm>
  );
}

const errorsOf = (span: TimeSpan, today: string): ScheduleErrors => ({
  ...scheduleErrors(span),
  ...(span.on > today ? { on: messages.errorPast } : {}),
});
