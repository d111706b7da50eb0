import type { ReactNode } from 'react';
import './icon.css';

export type IconName = keyof typeof shapes;

export type IconProps = {
  readonly name: IconName;
  /** Words for a reader; without them the icon is decoration beside words. */
  readonly label?: string | undefined;
};

/** A line drawing in the colour of its text. */
export function Icon({ name, label }: IconProps) {
  return (
    <svg
      className={`icon icon--${name}`}
      viewBox="0 0 24 24"
      focusable="false"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shapes[name]}
    </svg>
  );
}

const circle = <circle cx="12" cy="12" r="9.5" />;

const shapes = {
  eye: (
    <>
      <path d="M2 12c2.2-4.2 5.6-6.5 10-6.5s7.8 2.3 10 6.5c-2.2 4.2-5.6 6.5-10 6.5S4.2 16.2 2 12z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  offline: (
    <path d="M3 3l18 18M8.5 8.6A5 5 0 0 0 7 9a4.5 4.5 0 0 0 0 9h10.5M10.6 6.3A5.5 5.5 0 0 1 17 10a4 4 0 0 1 3.4 6.3" />
  ),
  clock: (
    <>
      {circle}
      <path d="M12 6.5V12l3.5 2.5" />
    </>
  ),
  next: <path d="M9 5l7 7-7 7" />,
  back: <path d="M15 5l-7 7 7 7" />,
  down: <path d="M5 9l7 7 7-7" />,
  calendar: (
    <>
      <rect x="3.5" y="5" width="17" height="15.5" rx="1.5" />
      <path d="M3.5 10h17M8 2.5V6M16 2.5V6" />
    </>
  ),
  send: <path d="M12 19V6M6.5 11.5L12 6l5.5 5.5M5 21.5h14" />,
  more: <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3.5" />,
  check: <path d="M5 12.5l5 5L19.5 7" />,
  done: (
    <>
      {circle}
      <path d="M7.5 12.3l3.2 3.2 6-6.5" />
    </>
  ),
  warn: (
    <>
      <path d="M12 3.5L22 20.5H2Z" />
      <path d="M12 10v4.5M12 17.4v.1" />
    </>
  ),
  info: (
    <>
      {circle}
      <path d="M12 11v6M12 7.4v.1" />
    </>
  ),
  refused: (
    <>
      {circle}
      <path d="M8.5 8.5l7 7M15.5 8.5l-7 7" />
    </>
  ),
  returned: (
    <>
      <path d="M9 6L4 11l5 5" />
      <path d="M4 11h9a7 7 0 0 1 7 7v1" />
    </>
  ),
  minus: <path d="M5 12h14" />,
  plus: <path d="M12 5v14M5 12h14" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  speaker: (
    <>
      <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5Z" />
      <path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />
    </>
  ),
  undo: (
    <>
      <path d="M8 5L4 9l4 4" />
      <path d="M4 9h10a5.5 5.5 0 0 1 0 11h-4" />
    </>
  ),
  redo: (
    <>
      <path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4" />
      <path d="M20 3v4.5h-4.5" />
    </>
  ),
  camera: (
    <>
      <path d="M3.5 7.5h4L9 5h6l1.5 2.5h4v12h-17Z" />
      <circle cx="12" cy="13" r="3.6" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="4.5" />
      <path d="M3.5 21a8.5 8.5 0 0 1 17 0" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21" />
    </>
  ),
  list: <path d="M8.5 6H21M8.5 12H21M8.5 18H21M4 6h.01M4 12h.01M4 18h.01" />,
  pen: (
    <>
      <path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19Z" />
      <path d="M13.5 7l3.5 3.5" />
    </>
  ),
  stop: (
    <>
      {circle}
      <path d="M8 12h8" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;
