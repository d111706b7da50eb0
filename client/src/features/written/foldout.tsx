import { type ReactNode, useState } from 'react';

/** An editor behind its name: a list of many stays readable. `open`: it begins open. */
export function Foldout({
  words,
  about,
  open,
  children,
}: {
  readonly words: string;
  /** What it is about, for those who hear it without the heading above it. */
  readonly about: string;
  readonly open: boolean;
  readonly children: ReactNode;
}) {
  const [opened, setOpened] = useState(open);
  return (
    <details className="foldout" open={opened || open} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        {words}
        <span className="visually-hidden">（{about}）</span>
      </summary>
      {(opened || open) && children}
    </details>
  );
}
