import type { ReactNode } from 'react';
import './tag.css';

export type TagProps = { readonly children: ReactNode };

/** A short word in a thin frame: what sort of thing this is. */
export function Tag({ children }: TagProps) {
  return <span className="tag">{children}</span>;
}
