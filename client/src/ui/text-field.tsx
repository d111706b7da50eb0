import { countCharacters } from '@banso/shared/lib/text.ts';
import { type ComponentProps, type Ref } from 'react';
import { FieldFrame, type FieldProps } from './field.tsx';

type TextControl = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The most characters that will be accepted. Longer text is kept and counted, never cut. */
  readonly limit?: number | undefined;
};

export type TextFieldProps = FieldProps &
  TextControl &
  Pick<
    ComponentProps<'input'>,
    | 'type'
    | 'inputMode'
    | 'autoComplete'
    | 'name'
    | 'onBlur'
    | 'onFocus'
    | 'readOnly'
    | 'disabled'
    | 'min'
    | 'max'
    | 'step'
    | 'list'
  > & {
    readonly ref?: Ref<HTMLInputElement> | undefined;
    /** How wide its content is; the control takes the width of the screen unless given. */
    readonly width?: 'short' | 'medium' | undefined;
  };

/** One line of text, a date, a time or a number, as text. */
export function TextField({
  label,
  need,
  help,
  error,
  notice,
  value,
  onChange,
  limit,
  width,
  type = 'text',
  ...rest
}: TextFieldProps) {
  return (
    <FieldFrame {...{ label, need, help, error, notice }} limit={limitOf(value, limit)}>
      {(control) => (
        <input
          {...rest}
          {...control}
          type={type}
          className={width ? `input input--${width}` : 'input'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

export type TextAreaProps = FieldProps &
  TextControl &
  Pick<ComponentProps<'textarea'>, 'name' | 'rows' | 'onBlur' | 'readOnly' | 'disabled'> & {
    readonly ref?: Ref<HTMLTextAreaElement> | undefined;
  };

/** Longer text; grows with what is written. */
export function TextArea({
  label,
  need,
  help,
  error,
  notice,
  value,
  onChange,
  limit,
  rows = 3,
  ...rest
}: TextAreaProps) {
  return (
    <FieldFrame {...{ label, need, help, error, notice }} limit={limitOf(value, limit)}>
      {(control) => (
        // The twin behind the control has the same text and gives it its height where field-sizing is unknown.
        <div className="grow" data-text={`${value}\n`}>
          <textarea
            {...rest}
            {...control}
            rows={rows}
            className="input"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </FieldFrame>
  );
}

function limitOf(value: string, limit: number | undefined) {
  return limit === undefined ? undefined : { count: countCharacters(value), limit };
}
