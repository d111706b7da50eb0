import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { messages } from './messages.ts';
import './button.css';

type ButtonLook = {
  /** solid: the one next step of the screen. outline: another way. text: aside. */
  readonly look?: 'solid' | 'outline' | 'text' | undefined;
  readonly size?: 'md' | 'lg' | undefined;
  readonly wide?: boolean | undefined;
  /** For steps that take something away. */
  readonly danger?: boolean | undefined;
  readonly icon?: IconName | undefined;
  readonly iconAfter?: IconName | undefined;
  readonly children: ReactNode;
};

export type ButtonProps = ButtonLook &
  Omit<ComponentProps<'button'>, 'className' | 'style' | 'children'> & {
    /** The press is being carried out: a second one is ignored, the focus stays where it is. */
    readonly busy?: boolean | undefined;
  };

/** A native button; `type` is "button" unless given. */
export function Button({ look, size, wide, danger, icon, iconAfter, children, busy, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ look, size, wide, danger })}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      <ButtonContent icon={icon} iconAfter={iconAfter}>
        {children}
      </ButtonContent>
    </button>
  );
}

export type ButtonLinkProps = ButtonLook &
  Omit<ComponentProps<'a'>, 'className' | 'style' | 'children' | 'href' | 'ref'> & {
    readonly href: string;
    readonly replace?: boolean | undefined;
  };

/** A link inside the app that looks like a button. */
export function ButtonLink({
  look,
  size,
  wide,
  danger,
  icon,
  iconAfter,
  children,
  replace = false,
  onClick,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link
      {...rest}
      replace={replace}
      {...(onClick ? { onClick } : {})}
      className={buttonClass({ look, size, wide, danger })}
    >
      <ButtonContent icon={icon} iconAfter={iconAfter}>
        {children}
      </ButtonContent>
    </Link>
  );
}

export type NewTabLinkProps = ButtonLook & { readonly href: string };

/** A link to something that is no screen of the app, such as a PDF: it opens in a tab of its own, and says so to readers. */
export function NewTabLink({ href, look, size, wide, danger, icon, iconAfter, children }: NewTabLinkProps) {
  return (
    <a href={href} target="_blank" rel="noopener" className={buttonClass({ look, size, wide, danger })}>
      <ButtonContent icon={icon} iconAfter={iconAfter}>
        {children}
        <span className="visually-hidden">{messages.newTab}</span>
      </ButtonContent>
    </a>
  );
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style' | 'children' | 'aria-label'> & {
  readonly icon: IconName;
  readonly label: string;
  readonly edged?: boolean | undefined;
};

/** A square button of one icon, named by `label`. */
export function IconButton({ icon, label, edged, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames('icon-button', edged && 'icon-button--edged')}
      aria-label={label}
    >
      <Icon name={icon} />
    </button>
  );
}

type Look = { readonly [K in 'look' | 'size' | 'wide' | 'danger']: ButtonLook[K] | undefined };

function buttonClass({ look = 'outline', size, wide, danger }: Look): string {
  return classNames(
    'button',
    `button--${look}`,
    size === 'lg' && 'button--lg',
    wide && 'button--wide',
    danger && 'button--danger',
  );
}

function ButtonContent(props: {
  readonly icon: IconName | undefined;
  readonly iconAfter: IconName | undefined;
  readonly children: ReactNode;
}) {
  return (
    <>
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
      {props.iconAfter && <Icon name={props.iconAfter} />}
    </>
  );
}
