import type { Visit } from '@banso/shared/engagement/visit.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { nextVisitNumber } from '../next-visit-number.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { type ScheduleForm, scheduleErrors, ScheduleFields, toSchedule } from './schedule-fields.tsx';

export type ScheduleNextProps = { readonly view: EngagementView; readonly visit: Visit };

/** 次回の訪問を予定に入れる, with what the report says about it filled in. Offered while no later visit is planned. */
export function ScheduleNext({ view, visit }: ScheduleNextProps) {
  const [open, setOpen] = useState(false);
  const number = nextVisitNumber(view.engagement);
  const planned = Object.values(view.engagement.visits).some(
    ({ id, status }) => id !== visit.id && (status === 'scheduled' || status === 'started'),
  );
  if (planned) return null;
  return (
    <>
      <Button look="text" onClick={() => setOpen(true)}>
        {messages.scheduleNext}
      </Button>
      {open && <ScheduleDialog view={view} visit={visit} number={number} onClose={() => setOpen(false)} />}
    </>
  );
}

type ScheduleDialogProps = ScheduleNextProps & { readonly number: number; readonly onClose: () => void };

function ScheduleDialog({ view, visit, number, onClose }: ScheduleDialogProps) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const { nextOn, nextFrom, nextTo, mode, place } = visit.fields;
  const [form, setForm] = useState<ScheduleForm>({ on: nextOn, from: nextFrom, to: nextTo, mode, place });
  const [tried, setTried] = useState(false);
  const plan = async () => {
    setTried(true);
    const schedule = toSchedule(form);
    if (!schedule) return;
    const entry = await record({
      type: 'visit-scheduled@1',
      aggregate: view.id,
      body: { visit: newId(), number, ...schedule },
    });
    if (entry) onClose();
  };
  return (
    <Dialog
      open
      holdsInput
      title={messages.scheduleTitle(number)}
      onClose={onClose}
      actions={
        <Button look="solid" size="lg" wide busy={busy} onClick={() => void plan()}>
          {messages.scheduleNow}
        </Button>
      }
    >
      <RecordProblemNotice problem={problem} />
      <ScheduleFields form={form} onChange={setForm} errors={tried ? scheduleErrors(form) : {}} />
    </Dialog>
  );
}
