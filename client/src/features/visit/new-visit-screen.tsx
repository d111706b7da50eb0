import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { nextVisitNumber } from '../next-visit-number.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { type ScheduleForm, scheduleErrors, ScheduleFields, toSchedule } from './schedule-fields.tsx';

/** The first visit to a company, or the next one where none is planned: day, times and place. */
export function NewVisitScreen({ view }: { readonly view: EngagementView }) {
  const { me, newId, nowMs } = useBanso();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const [blank] = useState<ScheduleForm>(() => ({
    on: dayInJapan(nowMs()),
    from: '',
    to: '',
    mode: 'onSite',
    place: view.company?.places[0] ?? '',
  }));
  const [form, setForm] = useState(blank);
  const [tried, setTried] = useState(false);
  useUnsavedInput(form !== blank);
  const number = nextVisitNumber(view.engagement);
  const plan = async () => {
    setTried(true);
    const schedule = toSchedule(form);
    if (!schedule) return;
    const visit = newId();
    const entry = await record({ type: 'visit-scheduled@1', aggregate: view.id, body: { visit, number, ...schedule } });
    if (entry) navigate(paths.visit({ engagement: view.id, visit }), { replace: true });
  };
  return (
    <Screen
      bar={
        <AppBar
          title={messages.scheduleTitle(number)}
          subtitle={view.company?.name}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
    >
      <form
        className="new-visit"
        aria-label={messages.scheduleTitle(number)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void plan();
        }}
      >
        <ScheduleFields form={form} onChange={setForm} errors={tried ? scheduleErrors(form) : {}} />
        <RecordProblemNotice problem={problem} />
        <Button type="submit" look="solid" size="lg" wide busy={busy}>
          {messages.scheduleNow}
        </Button>
      </form>
    </Screen>
  );
}
