import { FieldFrame, type FieldProps } from './field.tsx';

export type SelectFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What stands there while nothing is chosen: its value is ''. */
  readonly none: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** One of many, by the browser's own list. */
export function SelectField({ label, need, help, error, value, onChange, none, choices }: SelectFieldProps) {
  return (
    <FieldFrame {...{ label, need, help, error }}>
      {(control) => (
        <select {...control} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
