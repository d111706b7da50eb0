import {
  type Incident,
  type IncidentFindings,
  REPORT_ITEMS,
  type ReportItem,
} from '@banso/shared/incident/incident.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Comment, Notice } from '../../ui/notice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { instantWords } from './words.ts';

// Object.keys forgets the keys' type.
const ITEMS = Object.keys(REPORT_ITEMS) as readonly ReportItem[];
const FLAGS = ['sensitive', 'property', 'malicious', 'publicBody'] as const;

type InvestigationProps = { readonly incident: Incident; readonly nameOf: (person: string) => string };

/** The nine items and what decides about the duty to report. What somebody else saved meanwhile is shown before it is overwritten. */
export function InvestigationForm({ incident, nameOf }: InvestigationProps) {
  const { findings } = incident;
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const current = textsOf(findings);
  const kept = useKeptForm(`incident-findings/${incident.id}`, { ...current, begunWith: JSON.stringify(current) });
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  // One's own last version is what one wrote oneself.
  const others = findings !== null && findings.by !== me.person && kept.form.begunWith !== JSON.stringify(current);
  const form = others ? { ...kept.form, ...untouched(kept.form, current) } : kept.form;
  const both = others && Object.entries(current).some(([key, text]) => form[key as keyof Typed] !== text);
  const wrongNumber = form.people !== '' && !/^\d{1,8}$/.test(form.people);
  const save = async () => {
    setTried(true);
    setSaved(false);
    if (wrongNumber) return;
    if (!(await record({ type: 'incident-investigated@1', aggregate: incident.id, body: findingsOf(form) }))) return;
    await kept.drop();
    setTried(false);
    setSaved(true);
  };
  const theirs = (key: keyof Typed) =>
    both && form[key] !== current[key] ? <Comment from={messages.theirs}>{current[key] || '—'}</Comment> : null;
  return (
    <form
      className="incidents__form"
      aria-label={messages.investigation}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <h2>{messages.investigation}</h2>
      <p>{messages.investigationHint}</p>
      {findings && <p>{messages.savedBy(nameOf(findings.by), instantWords(findings.atMs))}</p>}
      {both && (
        <Notice
          kind="warn"
          live
          title={messages.changedMeanwhile}
          actions={
            <Button onClick={() => kept.change({ ...form, begunWith: JSON.stringify(current) })}>
              {messages.seenIt}
            </Button>
          }
        >
          <p>{messages.changedMeanwhileHint}</p>
        </Notice>
      )}
      <TextField
        label={messages.people}
        help={messages.peopleHelp}
        inputMode="numeric"
        width="short"
        value={form.people}
        error={tried && wrongNumber ? messages.peopleWrong : undefined}
        onChange={(people) => kept.change({ people })}
      />
      {theirs('people')}
      <fieldset className="field">
        <legend className="field__label">{messages.flags}</legend>
        {FLAGS.map((flag) => (
          <Checkbox
            key={flag}
            label={messages.flag[flag]}
            checked={form[flag] !== ''}
            onChange={(yes) => kept.change({ [flag]: yes ? '1' : '' })}
          />
        ))}
      </fieldset>
      {ITEMS.map((item) => (
        <div key={item}>
          <TextArea label={REPORT_ITEMS[item]} value={form[item]} onChange={(text) => kept.change({ [item]: text })} />
          {theirs(item)}
        </div>
      ))}
      {kept.failed && <Notice kind="error" live title={messages.draftFailed} />}
      <RecordProblemNotice problem={problem} />
      {saved && <Notice kind="done" live title={messages.saved} />}
      <Button type="submit" look="solid" busy={busy} disabled={both}>
        {messages.save}
      </Button>
    </form>
  );
}

type Typed = Readonly<Record<ReportItem | (typeof FLAGS)[number] | 'people', string>>;

/** What its author has not touched is as it is saved now; what was typed stays, and is shown beside the other's. */
const untouched = (form: Typed & { readonly begunWith: string }, current: Typed): Partial<Typed> => {
  // Written by this form.
  const begun = JSON.parse(form.begunWith) as Typed;
  return Object.fromEntries(
    Object.entries(current).filter(([key]) => form[key as keyof Typed] === begun[key as keyof Typed]),
  );
};

/** Findings as the form holds them. */
const textsOf = (findings: Incident['findings']): Typed => {
  const flag = (key: (typeof FLAGS)[number]) => (findings?.[key] ? '1' : '');
  const item = (key: ReportItem) => findings?.items[key] ?? '';
  return {
    people: findings?.people === null || findings === null ? '' : String(findings.people),
    sensitive: flag('sensitive'),
    property: flag('property'),
    malicious: flag('malicious'),
    publicBody: flag('publicBody'),
    course: item('course'),
    damage: item('damage'),
    extent: item('extent'),
    numbers: item('numbers'),
    cause: item('cause'),
    secondary: item('secondary'),
    persons: item('persons'),
    publication: item('publication'),
    prevention: item('prevention'),
  };
};

const findingsOf = (form: Typed): IncidentFindings => {
  const text = (item: ReportItem) => cleanText(form[item]).trim();
  return {
    people: form.people === '' ? null : Number(form.people),
    sensitive: form.sensitive !== '',
    property: form.property !== '',
    malicious: form.malicious !== '',
    publicBody: form.publicBody !== '',
    items: {
      course: text('course'),
      damage: text('damage'),
      extent: text('extent'),
      numbers: text('numbers'),
      cause: text('cause'),
      secondary: text('secondary'),
      persons: text('persons'),
      publication: text('publication'),
      prevention: text('prevention'),
    },
  };
};
