import { type ReactNode, useId } from 'react';

export type PaneSectionProps = { readonly title: string; readonly id?: string; readonly children: ReactNode };

/** One part of the pane under its heading. */
export function PaneSection({ title, id, children }: PaneSectionProps) {
  const titleId = useId();
  return (
    <section className="section" id={id} tabIndex={id === undefined ? undefined : -1} aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      {children}
    </section>
  );
}
