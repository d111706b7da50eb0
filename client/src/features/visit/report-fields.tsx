import type { VisitField } from '@banso/shared/engagement/visit.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import { usePrintNotice } from '../use-print-notice.ts';
import type { EditedVisit } from './use-visit-draft.ts';

type TextFieldName = 'gist' | 'content' | 'effect' | 'changeReason' | 'nextContent' | 'message';
type WhenField = 'nextOn' | 'nextFrom' | 'nextTo';

export type ReportFieldProps = { readonly draft: EditedVisit; readonly need?: 'required' | 'optional' };

type ByRules = { readonly draft: EditedVisit; readonly ruleSet: RuleSet | null };

/** What the company will read and sign, counted against the programme's limit. */
export function GistField({ draft, ruleSet }: ByRules) {
  return (
    <TextArea
      label={messages.gist}
      help={messages.gistHelp}
      value={draft.fields.gist}
      limit={ruleSet?.gistCharacters.value}
      notice={usePrintNotice(draft.fields.gist)}
      error={errorOf(draft, 'gist')}
      onChange={(value) => draft.type('gist', value)}
      onBlur={draft.leave}
    />
  );
}

/** The rest of the report's text, in the order of the form. */
export function ReportFields({ draft, ruleSet }: ByRules) {
  const need = (field: VisitField) => (ruleSet?.visitReportForm.required.includes(field) ? 'required' : 'optional');
  return (
    <>
      <LongField draft={draft} field="content" need={need('content')} />
      <LongField draft={draft} field="effect" need={need('effect')} />
      <ProgressField draft={draft} need={need('progress')} />
      <fieldset className="report__next">
        <legend>{messages.next}</legend>
        <WhenFields draft={draft} />
        <LongField draft={draft} field="nextContent" need="optional" />
      </fieldset>
      <LongField draft={draft} field="message" need="optional" />
    </>
  );
}

/** One long text of the report. */
export function LongField({ draft, field, need }: ReportFieldProps & { readonly field: TextFieldName }) {
  return (
    <TextArea
      label={messages[field]}
      need={need}
      value={draft.fields[field]}
      notice={usePrintNotice(draft.fields[field])}
      error={errorOf(draft, field)}
      onChange={(value) => draft.type(field, value)}
      onBlur={draft.leave}
    />
  );
}

/** 予定通り or 予定変更, and then why. */
export function ProgressField({ draft, need }: ReportFieldProps) {
  const { progress } = draft.fields;
  return (
    <>
      <RadioGroup
        label={messages.progress}
        need={need}
        value={progress === '' ? undefined : progress}
        onChange={(value) => draft.choose('progress', value)}
        choices={[
          { value: 'asPlanned', label: messages.asPlanned },
          { value: 'changed', label: messages.changed },
        ]}
      />
      {progress === 'changed' && <LongField draft={draft} field="changeReason" need="required" />}
    </>
  );
}

/** The day and times of the next visit. */
export function WhenFields({ draft }: { readonly draft: EditedVisit }) {
  return (
    <div className="when-fields">
      <WhenFieldInput draft={draft} field="nextOn" type="date" />
      <WhenFieldInput draft={draft} field="nextFrom" type="time" />
      <WhenFieldInput draft={draft} field="nextTo" type="time" />
    </div>
  );
}

type WhenFieldInputProps = { readonly draft: EditedVisit; readonly field: WhenField; readonly type: 'date' | 'time' };

function WhenFieldInput({ draft, field, type }: WhenFieldInputProps) {
  return (
    <TextField
      type={type}
      width={type === 'date' ? 'medium' : 'short'}
      label={messages[field]}
      value={draft.fields[field]}
      onChange={(value) => draft.type(field, value)}
      onBlur={draft.leave}
    />
  );
}

const errorOf = (draft: EditedVisit, field: VisitField): string | undefined =>
  draft.unfit.includes(field) ? messages.unfit : undefined;
