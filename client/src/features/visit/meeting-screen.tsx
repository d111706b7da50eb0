import type { JointMeeting } from '@banso/shared/engagement/team.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type Day, dayInJapan, isDay } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useRecord } from '../../sync/use-record.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { draftKeys } from '../draft-keys.ts';
import { paths } from '../paths.ts';
import { teamMessages } from '../team-messages.ts';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { VisitForm } from './visit-form.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';

const AGREED_LIMIT = 4_000;
const PRESENT_LIMIT = 500;

type MeetingForm = Readonly<Record<'when' | 'on' | 'present' | 'agreed', string>>;

/** 支援員とのミーティング: before or after this visit, when, who was there, what was agreed. */
export function MeetingScreen({ view, visit }: VisitScreenProps) {
  const { newId } = useBanso();
  const [, navigate] = useLocation();
  const corrected = view.engagement.meetings[new URLSearchParams(useSearch()).get('corrects') ?? ''];
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const today = dayInJapan(useNow());
  const { form, change, failed, drop } = useKeptForm<MeetingForm>(
    draftKeys.meeting(visit.id, corrected?.id ?? null),
    corrected ? formOf(corrected) : newForm({ view, visit }, today),
  );
  const back = paths.visit({ engagement: view.id, visit: visit.id });
  const errors = tried ? errorsOf(form, today) : {};
  const save = async () => {
    setTried(true);
    if (Object.values(errorsOf(form, today)).some(Boolean)) return;
    const entry = await record({
      type: 'joint-meeting-recorded@1',
      aggregate: view.id,
      body: {
        meeting: newId(),
        visit: visit.id,
        when: form.when === 'after' ? 'after' : 'before',
        on: form.on,
        present: cleanText(form.present).trim(),
        agreed: cleanText(form.agreed).trim(),
        corrects: corrected?.id ?? null,
      },
    });
    if (!entry) return;
    await drop();
    navigate(back);
  };
  return (
    <VisitForm
      {...{ view, visit, problem, failed }}
      title={messages.meetingTitle}
      save={{ label: messages.saveMeeting, busy, go: save }}
    >
      {corrected && <p className="hint">{messages.correctingMeeting}</p>}
      <RadioGroup
        label={messages.meetingWhen}
        value={form.when}
        onChange={(when) => change({ when })}
        choices={[
          { value: 'before', label: messages.meetingBefore },
          { value: 'after', label: messages.meetingAfter },
        ]}
      />
      <TextField
        type="date"
        width="medium"
        label={messages.meetingOn}
        value={form.on}
        error={errors.on}
        onChange={(on) => change({ on })}
      />
      <TextField
        label={messages.meetingPresent}
        help={messages.meetingPresentHelp}
        value={form.present}
        limit={PRESENT_LIMIT}
        error={errors.present}
        onChange={(present) => change({ present })}
      />
      <TextArea
        label={teamMessages.meetingAgreed}
        help={messages.meetingAgreedHelp}
        value={form.agreed}
        limit={AGREED_LIMIT}
        error={errors.agreed}
        onChange={(agreed) => change({ agreed })}
      />
    </VisitForm>
  );
}

const formOf = ({ when, on, present, agreed }: JointMeeting): MeetingForm => ({ when, on, present, agreed });

/** Before a visit that has not ended, after one that has; with the officers of the engagement. */
const newForm = ({ view, visit }: Pick<VisitScreenProps, 'view' | 'visit'>, today: Day): MeetingForm => ({
  when: visit.time?.to ? 'after' : 'before',
  on: visit.time?.on ?? today,
  present: (view.engagement.team?.officers ?? []).map(({ name }) => name).join('、'),
  agreed: '',
});

const errorsOf = (form: MeetingForm, today: Day): Partial<Record<keyof MeetingForm, string | undefined>> => ({
  on: !isDay(form.on) ? messages.errorBlank : form.on > today ? messages.errorPast : undefined,
  present: form.present.trim() === '' ? messages.errorBlank : undefined,
  agreed: form.agreed.trim() === '' ? messages.errorBlank : undefined,
});
