import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { FieldError, type FieldProps, Need } from './field.tsx';
import './choice.css';

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean | undefined;
};

export type RadioGroupProps<Value extends string> = FieldProps & {
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
};

/** One of a few, all of them visible. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, need, help, error, value, onChange, choices } = props;
  const id = useId();
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      className={classNames('field', Boolean(error) && 'field--error')}
      aria-describedby={describedBy || undefined}
    >
      <legend className="field__label">
        {label} <Need need={need} />
      </legend>
      {help && (
        <p className="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled}
              onChange={() => onChange(choice.value)}
            />
            <ChoiceWords label={choice.label} help={choice.help} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export type CheckboxProps = {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
};

/** Yes or no, the whole line is the target. */
export function Checkbox({ label, help, checked, onChange, disabled }: CheckboxProps) {
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <ChoiceWords label={label} help={help} />
    </label>
  );
}

function ChoiceWords({ label, help }: { readonly label: ReactNode; readonly help: ReactNode }) {
  return (
    <span className="choice__words">
      <span>{label}</span>
      {help && <small>{help}</small>}
    </span>
  );
}
