import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './notice.css';

export type NoticeKind = 'error' | 'warn' | 'info' | 'done';

export type NoticeProps = {
  readonly kind: NoticeKind;
  /** What happened. */
  readonly title: ReactNode;
  /** More about it; for an error also that the record is safe. */
  readonly children?: ReactNode;
  /** What to do now: buttons, the next step first. */
  readonly actions?: ReactNode;
  /** Announced when it appears, without taking the focus. */
  readonly live?: boolean | undefined;
};

/** A box that says what happened, that the record is safe, and what to do. */
export function Notice({ kind, title, children, actions, live }: NoticeProps) {
  return (
    <div className={`notice notice--${kind}`} role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}>
      <Icon name={iconByKind[kind]} />
      <div className="notice__words">
        <p className="notice__title">{title}</p>
        {children}
        {actions !== undefined && <div className="notice__actions button-row">{actions}</div>}
      </div>
    </div>
  );
}

export type CommentProps = { readonly from: ReactNode; readonly children: ReactNode };

/** What somebody wrote about a field, beside that field. */
export function Comment({ from, children }: CommentProps) {
  return (
    <figure className="comment">
      <figcaption>{from}</figcaption>
      <blockquote>{children}</blockquote>
    </figure>
  );
}

const iconByKind: Record<NoticeKind, IconName> = { error: 'refused', warn: 'warn', info: 'info', done: 'done' };
