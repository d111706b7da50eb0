import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './toast-saved.css';

export type ToastSavedProps = {
  /** "この端末に保存しました 16:42"; nothing before the first save. */
  readonly children?: ReactNode;
  /** Something newer is not on the disk: the words no longer hold, and leave the screen unless the disk takes it at once. */
  readonly outdated?: boolean;
};

/** The quiet line that says when the device last saved. It stays mounted, so that a reader hears each change. */
export function ToastSaved({ children, outdated = false }: ToastSavedProps) {
  return (
    <p className="saved" role="status" aria-busy={outdated}>
      {children && (
        <>
          <Icon name="check" />
          <span>{children}</span>
        </>
      )}
    </p>
  );
}
