import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../store/client-store.ts';
import { Checkbox, RadioGroup } from '../ui/choice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { delegatesFor, type PaperErrors, type PaperForm, REASON_LIMIT, WHY } from './paper-form.ts';
import { paperMessages as messages } from './paper-messages.ts';

export type PaperFieldsProps = {
  readonly view: EngagementView;
  readonly visit: Visit;
  readonly form: PaperForm;
  readonly change: (changed: Partial<PaperForm>) => void;
  readonly errors: PaperErrors;
};

/** Who wrote on the paper, on which day, and why it was paper. */
export function PaperFields({ view, visit, form, change, errors }: PaperFieldsProps) {
  const representative = view.company?.representative;
  return (
    <>
      <RadioGroup
        label={messages.who}
        value={form.who}
        onChange={(who) => change({ who })}
        choices={[
          ...(representative
            ? [
                {
                  value: 'representative',
                  label: messages.representative(representative.title, representative.name),
                  help: messages.representativeHelp,
                },
              ]
            : []),
          ...delegatesFor({ view, visit }).map(({ id, title, name }) => ({
            value: `delegate/${id}`,
            label: messages.representative(title, name),
            help: messages.delegateHelp,
          })),
          { value: 'other', label: messages.other, help: messages.otherHelp },
        ]}
      />
      {form.who === 'other' && (
        <>
          <Field name="name" label={messages.name} {...{ form, change, errors }} />
          <Field name="title" label={messages.title} {...{ form, change, errors }} />
        </>
      )}
      <Checkbox
        label={messages.proxy}
        help={messages.proxyHelp}
        checked={form.proxy === 'yes'}
        onChange={(yes) => change({ proxy: yes ? 'yes' : '' })}
      />
      {form.proxy === 'yes' && (
        <>
          <Field name="proxyName" label={messages.proxyName} {...{ form, change, errors }} />
          <Field name="proxyRelation" label={messages.proxyRelation} {...{ form, change, errors }} />
          <Field name="proxyReason" label={messages.proxyReason} {...{ form, change, errors }} />
        </>
      )}
      <TextField
        type="date"
        width="medium"
        label={messages.writtenOn}
        value={form.writtenOn}
        error={errors.writtenOn}
        onChange={(writtenOn) => change({ writtenOn })}
      />
      <RadioGroup
        label={messages.why}
        value={form.why}
        error={errors.why}
        onChange={(why) => change({ why })}
        choices={WHY.map((value) => ({ value, label: messages.reasons[value] }))}
      />
      {form.why === 'other' && (
        <Field name="reason" label={messages.reason} limit={REASON_LIMIT} {...{ form, change, errors }} />
      )}
    </>
  );
}

type FieldProps = Pick<PaperFieldsProps, 'form' | 'change' | 'errors'> & {
  readonly name: 'name' | 'title' | 'proxyName' | 'proxyRelation' | 'proxyReason' | 'reason';
  readonly label: string;
  readonly limit?: number;
};

function Field({ name, label, limit, form, change, errors }: FieldProps) {
  return (
    <TextField
      label={label}
      autoComplete="off"
      value={form[name]}
      error={errors[name]}
      limit={limit}
      onChange={(text) => change({ [name]: text })}
    />
  );
}
