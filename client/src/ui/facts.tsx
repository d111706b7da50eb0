import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import './facts.css';

export type FactsProps = { readonly children: ReactNode };

/** Facts of a record, one line each. */
export function Facts({ children }: FactsProps) {
  return <dl className="facts">{children}</dl>;
}

export type FactProps = {
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** Quieter words below: "休憩10分をのぞき、3時間5分（185分）". */
  readonly note?: ReactNode;
  /** A button at the end of the line. */
  readonly action?: ReactNode;
  /** The value below its label, for long text. */
  readonly stacked?: boolean | undefined;
};

/** One fact, inside `Facts`. */
export function Fact({ label, children, note, action, stacked }: FactProps) {
  return (
    <div className={classNames('fact', stacked && 'fact--stacked')}>
      <dt>{label}</dt>
      <dd className="fact__value">
        {children}
        {note !== undefined && <small>{note}</small>}
      </dd>
      {action !== undefined && <dd className="fact__action">{action}</dd>}
    </div>
  );
}
