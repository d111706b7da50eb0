import type { ReactNode, Ref } from 'react';
import { Link } from 'wouter';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { messages } from './messages.ts';
import { Tag } from './tag.tsx';
import './app-bar.css';

export type AppBarProps = {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly back?: BackProps | undefined;
  /** Marks invented people and companies. */
  readonly sample?: boolean | undefined;
  readonly actions?: ReactNode;
  /** The heading, for the caller that moves the focus to it after a change of screen. */
  readonly titleRef?: Ref<HTMLHeadingElement> | undefined;
};

/** Where "back" goes: an address, or a press when leaving has to be decided first. */
export type BackProps =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly onPress: () => void };

/** The bar at the top of a screen, with the screen's only h1. */
export function AppBar({ title, subtitle, back, sample, actions, titleRef }: AppBarProps) {
  return (
    <header className="app-bar">
      {back && <Back {...back} />}
      <div className="app-bar__title">
        <h1 ref={titleRef} tabIndex={-1}>
          {title}
        </h1>
        {subtitle !== undefined && <p>{subtitle}</p>}
      </div>
      {sample && <Tag>{messages.sample}</Tag>}
      {actions !== undefined && <div className="app-bar__actions">{actions}</div>}
    </header>
  );
}

function Back(back: BackProps) {
  if ('onPress' in back) return <IconButton icon="back" label={back.label} onClick={back.onPress} />;
  return (
    <Link href={back.href} className="icon-button" aria-label={back.label}>
      <Icon name="back" />
    </Link>
  );
}
