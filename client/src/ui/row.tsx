import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from './icon.tsx';
import './row.css';

export type RowsProps = {
  readonly label?: string | undefined;
  /** How wide the first column is: dates with weekday, or times of day. */
  readonly leads?: 'dates' | 'times' | undefined;
  readonly children: ReactNode;
};

/** A list of rows. */
export function Rows({ label, leads = 'dates', children }: RowsProps) {
  return (
    <ul className={`rows rows--${leads}`} aria-label={label}>
      {children}
    </ul>
  );
}

export type RowProps = {
  /** When or which, in the narrow first column: "12月22日（月）". */
  readonly lead?: ReactNode;
  /** Below it, quieter: "10:00". */
  readonly leadSub?: ReactNode;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** State marks, below the words. */
  readonly state?: ReactNode;
  /** At the far end: a state mark or a button. */
  readonly aside?: ReactNode;
  readonly href?: string | undefined;
};

/** One line of a list; with `href` the whole row leads on. */
export function Row({ lead, leadSub, title, detail, state, aside, href }: RowProps) {
  const content = (
    <>
      {lead !== undefined && (
        <span className="row__lead">
          <span>{lead}</span>
          {leadSub !== undefined && <span className="row__lead-sub">{leadSub}</span>}
        </span>
      )}
      <span className="row__words">
        <strong>{title}</strong>
        {detail !== undefined && <span className="row__detail">{detail}</span>}
        {state !== undefined && <span className="row__state">{state}</span>}
      </span>
      {aside !== undefined && <span className="row__aside">{aside}</span>}
      {href !== undefined && <Icon name="next" />}
    </>
  );
  return (
    <li>
      {href === undefined ? (
        <div className="row">{content}</div>
      ) : (
        <Link className="row" href={href}>
          {content}
        </Link>
      )}
    </li>
  );
}
