import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import './strip.css';

export type StripKind = 'offline' | 'waiting' | 'returned' | 'refused' | 'sent' | 'info';

export type StripProps = {
  readonly kind: StripKind;
  /** Where a tap leads; without it the strip only tells. */
  readonly href?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly children: ReactNode;
};

/** A calm line under the app bar. A strip that only tells is announced when it appears or changes. */
export function Strip({ kind, href, icon = iconByKind[kind], children }: StripProps) {
  const content = (
    <>
      <Icon name={icon} />
      <span className="strip__words">{children}</span>
      {href !== undefined && <Icon name="next" />}
    </>
  );
  const className = `strip strip--${kind}`;
  if (href === undefined)
    return (
      <p className={className} role="status">
        {content}
      </p>
    );
  return (
    <Link href={href} className={className}>
      {content}
    </Link>
  );
}

const iconByKind: Record<StripKind, IconName> = {
  offline: 'offline',
  waiting: 'clock',
  returned: 'returned',
  refused: 'refused',
  sent: 'done',
  info: 'info',
};
