import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './toast-saved.css';

export type ToastSavedProps = {
  /** "この端末に保存しました 16:42"; nothing before the first save. */
  readonly children?: ReactNode;
};

/** The quiet line that says when the device last saved. It stays mounted, so that a reader hears each change. */
export function ToastSaved({ children }: ToastSavedProps) {
  return (
    <p className="saved" role="status">
      {children && (
        <>
          <Icon name="check" />
          <span>{children}</span>
        </>
      )}
    </p>
  );
}
