import { INCIDENT_TYPES, type IncidentType } from '@banso/shared/incident/incident.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { OwnPlace } from '../own-place.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { instantOf, WhenFields, whenOf } from './when-fields.tsx';

// Object.keys forgets the keys' type.
const TYPES = Object.keys(INCIDENT_TYPES) as readonly IncidentType[];

/** What is known in the first minute. It is kept while it is typed, and recorded without a network. */
export function NewIncidentScreen() {
  const { newId, nowMs } = useBanso();
  const [, navigate] = useLocation();
  const programmes = useQuery((store) => store.programmes(), []) ?? [];
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm('incident', { type: '', ...whenOf(nowMs()), programme: '', what: '', stopped: '' });
  const [tried, setTried] = useState(false);
  const { type, day, time, programme, what, stopped } = kept.form;
  const foundAtMs = instantOf({ day, time });
  const future = foundAtMs !== null && foundAtMs > nowMs() + MINUTE_MS;
  const submit = async () => {
    setTried(true);
    const said = cleanText(what).trim();
    const known = TYPES.find((one) => one === type);
    if (!known || said === '' || foundAtMs === null || future) return;
    const aggregate = newId();
    const body = {
      type: known,
      foundAtMs,
      what: said,
      stopped: cleanText(stopped).trim(),
      programme: programme === '' ? null : programme,
    };
    if (!(await record({ type: 'incident-raised@1', aggregate, body }))) return;
    await kept.drop();
    navigate(paths.incident(aggregate), { replace: true });
  };
  return (
    <OwnPlace title={messages.form} current="more" back={messages.backToList} backTo={paths.incidents}>
      <form
        className="incidents incidents__form"
        aria-label={messages.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <p>{messages.formHint}</p>
        <RadioGroup
          label={messages.type}
          value={TYPES.find((one) => one === type)}
          error={tried && type === '' ? messages.chooseType : undefined}
          onChange={(value) => kept.change({ type: value })}
          choices={TYPES.map((value) => ({ value, label: INCIDENT_TYPES[value] }))}
        />
        <WhenFields
          dayLabel={messages.foundOnDay}
          timeLabel={messages.foundAt}
          day={day}
          time={time}
          error={future ? messages.future : tried && foundAtMs === null ? messages.blank : undefined}
          onChange={kept.change}
        />
        {programmes.length > 0 && (
          <SelectField
            label={messages.programme}
            none={messages.unknownProgramme}
            value={programme}
            onChange={(value) => kept.change({ programme: value })}
            choices={programmes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextArea
          label={messages.what}
          help={messages.whatHelp}
          value={what}
          error={tried && what.trim() === '' ? messages.blank : undefined}
          onChange={(value) => kept.change({ what: value })}
        />
        <TextArea
          label={messages.stopped}
          help={messages.stoppedHelp}
          value={stopped}
          onChange={(value) => kept.change({ stopped: value })}
        />
        <p role="status">{kept.saved && messages.draftSaved}</p>
        {kept.failed && <Notice kind="error" live title={messages.draftFailed} />}
        <RecordProblemNotice problem={problem} />
        <Button type="submit" look="solid" size="lg" wide busy={busy}>
          {messages.submit}
        </Button>
      </form>
    </OwnPlace>
  );
}

const MINUTE_MS = 60_000;
