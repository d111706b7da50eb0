import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { messages } from './messages.ts';
import './field.css';

/** What every field shows around its control. */
export type FieldProps = {
  readonly label: ReactNode;
  /** 必須 or 任意 beside the label; neither where the form says it once for all. */
  readonly need?: 'required' | 'optional' | undefined;
  readonly help?: ReactNode;
  /** What is wrong and how to mend it. */
  readonly error?: ReactNode;
  /** What is good to know about what was written and stops nothing; '' while there is nothing. Told when it appears. */
  readonly notice?: string | undefined;
};

/** What a control has to carry so that its field is announced with it. */
export type ControlProps = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
};

type FieldFrameProps = FieldProps & {
  readonly limit?: { readonly count: number; readonly limit: number } | undefined;
  readonly children: (control: ControlProps) => ReactNode;
};

/** Label, help, error and count around one control. */
export function FieldFrame({ label, need, help, error, notice, limit, children }: FieldFrameProps) {
  const id = useId();
  const describedBy = [help && `${id}-help`, error && `${id}-error`, limit && `${id}-count`, notice && `${id}-notice`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={classNames('field', Boolean(error) && 'field--error')}>
      <div className="field__label">
        <label htmlFor={id}>
          {label} <Need need={need} />
        </label>
        {limit && <Count id={`${id}-count`} {...limit} />}
      </div>
      {help && (
        <p className="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': need === 'required' ? true : undefined,
      })}
      {notice !== undefined && (
        // There before its words are: only then a reader is told of them.
        <p className="field__notice" id={`${id}-notice`} role="status">
          {notice !== '' && <Icon name="info" />}
          {notice}
        </p>
      )}
    </div>
  );
}

/** 必須 or 任意. */
export function Need({ need }: { readonly need: FieldProps['need'] }) {
  if (!need) return null;
  return <span className={`need need--${need}`}>{messages[need]}</span>;
}

/** The error of a field, announced when it appears. */
export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p className="field__error" id={id} role="alert">
      <Icon name="refused" label={messages.errorMark} />
      <span>{children}</span>
    </p>
  );
}

function Count({ id, count, limit }: { readonly id: string; readonly count: number; readonly limit: number }) {
  const over = count - limit;
  return (
    <span id={id} className={classNames('field__count', over > 0 && 'field__count--over')}>
      {messages.characters({ count, limit })}
      {over > 0 && <>　{messages.charactersOver(over)}</>}
    </span>
  );
}
