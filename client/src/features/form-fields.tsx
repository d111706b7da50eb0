import {
  type AnyField,
  fieldsOf,
  type FormDefinition,
  type FormProblem,
  isRelevant,
} from '@banso/shared/forms/definition.ts';
import { Fragment, type ReactNode } from 'react';
import { Checkbox, RadioGroup } from '../ui/choice.tsx';
import { TextArea, TextField } from '../ui/text-field.tsx';
import { usePrintNotice } from './use-print-notice.ts';

export type FormFieldsProps<Values extends object, Facts> = {
  readonly form: FormDefinition<Values, Facts>;
  readonly values: Values;
  readonly onChange: <Key extends keyof Values & string>(key: Key, value: Values[Key]) => void;
  /** A field was left: the moment to record what was typed. */
  readonly onLeave?: () => void;
  /** What to say beside the fields: blanks once somebody asked to hand the form in, all else at once. */
  readonly problems: readonly FormProblem[];
  /** Controls for the fields of their `own` kind, by key. */
  readonly own?: { readonly [Key in keyof Values & string]?: ReactNode };
  /** What stands below a field: where its words can be taken from. */
  readonly below?: { readonly [Key in keyof Values & string]?: ReactNode };
};

/** A paper form on the screen: its fields in the order of the paper, under its own labels. */
export function FormFields<Values extends object, Facts>(props: FormFieldsProps<Values, Facts>) {
  const { form, values, onChange, onLeave, problems, own, below } = props;
  return fieldsOf(form).map(([key, field]) => {
    if (!isRelevant(field, values)) return null;
    if (field.as.kind === 'own') return <Fragment key={key}>{own?.[key]}</Fragment>;
    return (
      <Fragment key={key}>
        <OneField
          field={field}
          value={values[key]}
          // The control of a kind gives back what that kind holds: the definition's type pairs them.
          onChange={(value) => onChange(key, value as Values[typeof key])}
          onLeave={onLeave}
          problem={problems.find((one) => one.key === key)}
        />
        {below?.[key]}
      </Fragment>
    );
  });
}

type OneFieldProps<Values, Facts> = {
  readonly field: AnyField<Values, Facts>;
  readonly value: unknown;
  readonly onChange: (value: string | boolean) => void;
  readonly onLeave: (() => void) | undefined;
  readonly problem: FormProblem | undefined;
};

function OneField<Values, Facts>({ field, value, onChange, onLeave, problem }: OneFieldProps<Values, Facts>) {
  const text = typeof value === 'string' ? value : '';
  const unprintable = usePrintNotice(text);
  const { as, label, required, help } = field;
  const error = problem?.severity === 'BLOCK' ? problem.words : undefined;
  const warning = problem?.severity === 'WARN' ? problem.words : '';
  const shared = {
    label,
    need: required ? 'required' : 'optional',
    help,
    error,
    notice: [warning, unprintable].filter((words) => words !== '').join('　'),
  } as const;
  switch (as.kind) {
    case 'text': {
      const control = { ...shared, value: text, onChange, onBlur: onLeave };
      return as.long ? <TextArea {...control} limit={as.atMost} /> : <TextField {...control} />;
    }
    case 'day':
      return <TextField {...shared} type="date" width="medium" value={text} onChange={onChange} onBlur={onLeave} />;
    case 'oneOf':
      return (
        <RadioGroup
          {...shared}
          value={text === '' ? undefined : text}
          onChange={onChange}
          choices={as.options.map((option) => ({ value: option.value, label: option.label }))}
        />
      );
    case 'tick':
      return <Checkbox label={as.sentence} help={error ?? help} checked={value === true} onChange={onChange} />;
    case 'own':
      return null;
  }
}
