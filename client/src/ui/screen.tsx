import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import './screen.css';

/** How far the person has got down the screen. */
export type Reading = {
  /** The last line is in view now. */
  readonly atEnd: boolean;
  /** The last line has been in view since the screen opened. */
  readonly seenEnd: boolean;
  /** Scrolls on by most of a screen. */
  readonly readOn: () => void;
};

export type ScreenProps = {
  /** The app bar. */
  readonly bar?: ReactNode;
  /** Strips under the bar. */
  readonly strips?: ReactNode;
  readonly children: ReactNode;
  /** The bar for the thumb; as a function it can wait until everything was read. */
  readonly actions?: ReactNode | ((reading: Reading) => ReactNode);
  readonly tabs?: ReactNode;
  /** The company looks at this: larger type and targets, 7:1. */
  readonly company?: boolean | undefined;
};

/** A screen of a phone; the bars at its foot never cover the end of the content, and a shade says that it goes on. */
export function Screen({ bar, strips, children, actions, tabs, company }: ScreenProps) {
  const endRef = useRef<HTMLDivElement>(null);
  const footRef = useRef<HTMLDivElement>(null);
  const reading = useReading(endRef, footRef);
  const foot = typeof actions === 'function' ? actions(reading) : actions;
  return (
    <div className={classNames('screen', company && 'company')}>
      {bar}
      {strips}
      <main className="screen__content">
        {children}
        <div ref={endRef} className="screen__end" aria-hidden="true" />
      </main>
      <div ref={footRef} className={classNames('screen__foot', !reading.atEnd && 'screen__foot--more')}>
        {foot !== undefined && foot !== null && <div className="actions">{foot}</div>}
        {tabs}
      </div>
    </div>
  );
}

function useReading(endRef: { current: Element | null }, footRef: { current: Element | null }): Reading {
  const [atEnd, setAtEnd] = useState(true);
  const [seenEnd, setSeenEnd] = useState(false);
  useEffect(() => {
    const end = endRef.current;
    const foot = footRef.current;
    if (!end || !foot) return;
    let observer: IntersectionObserver | undefined;
    const watch = () => {
      observer?.disconnect();
      // The end counts as seen only above the foot, however high the foot is now.
      const footHeight = Math.ceil(foot.getBoundingClientRect().height);
      observer = new IntersectionObserver(
        (entries) => {
          const visible = entries.at(-1)?.isIntersecting ?? false;
          setAtEnd(visible);
          if (visible) setSeenEnd(true);
        },
        { rootMargin: `0px 0px -${footHeight}px 0px` },
      );
      observer.observe(end);
    };
    const resize = new ResizeObserver(watch);
    resize.observe(foot);
    return () => {
      resize.disconnect();
      observer?.disconnect();
    };
  }, [endRef, footRef]);
  return { atEnd, seenEnd, readOn };
}

function readOn(): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  window.scrollBy({ top: window.innerHeight * 0.6, behavior: calm ? 'instant' : 'smooth' });
}
