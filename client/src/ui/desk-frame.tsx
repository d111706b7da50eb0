import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { messages } from './messages.ts';
import { Tag } from './tag.tsx';
import './desk-frame.css';

export type DeskPlace = {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  readonly count?: number | undefined;
};

export type DeskFrameProps = {
  /** The product's or office's name. */
  readonly name: ReactNode;
  readonly sample?: boolean | undefined;
  readonly placesLabel: string;
  readonly places: readonly DeskPlace[];
  /** At the far end: who works here, live state. */
  readonly aside?: ReactNode;
  /** "本文へ移る": the first stop of the Tab key. */
  readonly skipLabel: string;
  readonly strips?: ReactNode;
  readonly children: ReactNode;
};

/** The desk on a wide screen: one bar with the places, then the work. */
export function DeskFrame(props: DeskFrameProps) {
  return (
    <div className="desk">
      <a className="desk__skip" href="#desk-work">
        {props.skipLabel}
      </a>
      <header className="desk__bar">
        <p className="desk__name">{props.name}</p>
        <nav aria-label={props.placesLabel}>
          <ul className="desk__places">
            {props.places.map((place) => (
              <li key={place.href}>
                <Link href={place.href} aria-current={place.current ? 'page' : undefined}>
                  {place.label}
                  {Boolean(place.count) && <span className="count">{place.count}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="desk__aside">
          {props.sample && <Tag>{messages.sample}</Tag>}
          {props.aside}
        </div>
      </header>
      {props.strips}
      <main id="desk-work" className="desk__work" tabIndex={-1}>
        {props.children}
      </main>
    </div>
  );
}

export type SplitProps = {
  readonly list: ReactNode;
  /** The chosen record; without it the list takes the whole width. */
  readonly detail?: ReactNode;
  readonly detailLabel: string;
};

/** List and detail side by side, each scrolling by itself; one above the other where it is narrow. */
export function Split({ list, detail, detailLabel }: SplitProps) {
  return (
    <div className={detail ? 'split split--open' : 'split'}>
      <div className="split__list">{list}</div>
      {detail && (
        <section className="split__detail" aria-label={detailLabel}>
          {detail}
        </section>
      )}
    </div>
  );
}
