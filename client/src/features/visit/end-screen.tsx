import type { ClockTime } from '@banso/shared/time/day.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { TimeScreen } from './time-screen.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

type Why = 'forgot' | 'noPhone' | 'other';

/** 終わった時刻: the start is known, so one time and a reason are all that is asked. Grade C, and never a reproach. */
export function EndScreen(props: VisitScreenProps) {
  const { view, visit, draft } = props;
  const { me } = useBanso();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const [to, setTo] = useState('');
  const [why, setWhy] = useState<Why>('forgot');
  const [other, setOther] = useState('');
  const [tried, setTried] = useState(false);
  const { time } = visit;
  if (!time) return <TimeScreen {...props} />;
  const place = { engagement: view.id, visit: visit.id };
  const reason = why === 'other' ? cleanText(other).trim() : messages.whyText[why];
  const wrong = endError(time.from, to);
  const end = async () => {
    setTried(true);
    if (wrong !== undefined || reason === '') return;
    // What was typed belongs before the end; if it cannot be stored now, the draft keeps it and the end still counts.
    await draft.save();
    const body = { visit: visit.id, on: time.on, from: time.from, to, reason };
    if (await record({ type: 'visit-time-corrected@1', aggregate: view.id, body })) navigate(paths.visit(place));
  };
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.endTitle, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: paths.visit(place) }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <Button look="solid" size="lg" wide busy={busy} onClick={() => void end()}>
          {messages.saveTime}
        </Button>
      }
    >
      <RecordProblemNotice problem={problem} />
      <Notice kind="info" title={messages.endHonest}>
        <p>{messages.endDeclared}</p>
      </Notice>
      <Facts>
        <Fact label={messages.date}>{wareki(time.on)}</Fact>
        <Fact label={messages.from}>{time.from}</Fact>
      </Facts>
      <EndField planned={plannedEnd(props)} value={to} error={tried ? wrong : undefined} onChange={setTo} />
      <RadioGroup
        label={messages.reason}
        value={why}
        onChange={setWhy}
        choices={[
          { value: 'forgot', label: messages.whyForgot },
          { value: 'noPhone', label: messages.whyNoPhone },
          { value: 'other', label: messages.whyOther },
        ]}
      />
      {why === 'other' && (
        <TextArea
          label={messages.whyOther}
          need="required"
          value={other}
          error={tried && reason === '' ? messages.errorBlank : undefined}
          onChange={setOther}
        />
      )}
      <p className="visit__links">
        <ButtonLink look="text" href={paths.time(place)}>
          {messages.fixAll}
        </ButtonLink>
      </p>
    </Screen>
  );
}

type EndFieldProps = {
  readonly planned: ClockTime | null;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (time: string) => void;
};

/** The time, and the planned one by a tap: offered, never filled in by itself. */
function EndField({ planned, value, error, onChange }: EndFieldProps) {
  return (
    <div className="when-fields end-field">
      <TextField
        type="time"
        width="short"
        label={messages.endedAt}
        need="required"
        value={value}
        error={error}
        onChange={onChange}
      />
      {planned !== null && <Button onClick={() => onChange(planned)}>{messages.endAsPlanned(planned)}</Button>}
    </div>
  );
}

const plannedEnd = ({ visit: { schedule, time } }: VisitScreenProps): ClockTime | null =>
  schedule && time && schedule.on === time.on && schedule.to > time.from ? schedule.to : null;

const endError = (from: ClockTime, to: string): string | undefined => {
  if (to === '') return messages.errorBlank;
  return to <= from ? messages.errorOrder : undefined;
};
