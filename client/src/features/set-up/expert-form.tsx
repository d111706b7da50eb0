import { cleanText } from '@banso/shared/lib/text.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

type ExpertFormProps = { readonly engagement: string; readonly people: readonly Person[] };

/** F-2-1, F-2-2: who was chosen, when, by which department and why; only registered experts stand in the list. */
export function ExpertForm({ engagement, people }: ExpertFormProps) {
  const { nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm(`expert/${engagement}`, {
    expert: '',
    on: dayInJapan(nowMs()),
    department: '',
    reason: '',
  });
  const [tried, setTried] = useState(false);
  const { form } = kept;
  const experts = people.filter(({ registration }) => registration !== null);
  const registration = experts.find(({ id }) => id === form.expert)?.registration;
  const active = registration ? registration.from <= form.on && form.on <= registration.to : true;
  const blank = (key: keyof typeof form) => (tried && form[key].trim() === '' ? messages.blank : undefined);
  const assign = async () => {
    setTried(true);
    const said = { department: cleanText(form.department).trim(), reason: cleanText(form.reason).trim() };
    if (!registration || !active || form.on === '' || said.department === '' || said.reason === '') return;
    const body = { expert: form.expert, on: form.on, ...said };
    if (await record({ type: 'expert-assigned@1', aggregate: engagement, body })) await kept.drop();
  };
  return (
    <form
      className="set-up__form"
      aria-label={messages.expertHead}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void assign();
      }}
    >
      <h2>{messages.expertHead}</h2>
      <p>{messages.expertHint}</p>
      {experts.length === 0 ? (
        <Notice kind="info" title={messages.expertNobody} />
      ) : (
        <>
          <SelectField
            label={messages.expert}
            need="required"
            none={messages.choose}
            value={form.expert}
            error={active ? blank('expert') : messages.notActive}
            onChange={(expert) => kept.change({ expert })}
            choices={experts.map(({ id, name, registration: entry }) => ({
              value: id,
              label: messages.expertChoice(name, entry?.number ?? '', entry ? wareki(entry.to) : ''),
            }))}
          />
          <TextField
            label={messages.expertOn}
            need="required"
            type="date"
            width="medium"
            value={form.on}
            error={blank('on')}
            onChange={(on) => kept.change({ on })}
          />
          <TextField
            label={messages.department}
            need="required"
            value={form.department}
            error={blank('department')}
            onChange={(department) => kept.change({ department })}
          />
          <TextArea
            label={messages.reason}
            need="required"
            help={messages.reasonHelp}
            value={form.reason}
            error={blank('reason')}
            onChange={(reason) => kept.change({ reason })}
          />
          <RecordProblemNotice problem={problem} />
          <Button type="submit" look="solid" size="lg" busy={busy}>
            {messages.assign}
          </Button>
        </>
      )}
    </form>
  );
}
