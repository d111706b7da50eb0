import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { messages } from './messages.ts';
import './dialog.css';

export type DialogProps = {
  readonly open: boolean;
  /** Esc, the close button, or a press beside the dialog. The caller sets `open` to false. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** The buttons; the first is the next step. */
  readonly actions?: ReactNode;
  /** A press beside it does nothing: for forms, where a slip would lose what was typed. */
  readonly holdsInput?: boolean | undefined;
  /** As wide as the screen allows: for pictures. */
  readonly large?: boolean | undefined;
};

/** A native modal dialog: the browser keeps the focus inside and gives it back. A sheet from below on the phone. */
export function Dialog({ open, onClose, title, children, actions, holdsInput, large }: DialogProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const titleRef = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = dialogRef.current;
    if (!dialog || !open) return;
    dialog.showModal();
    // A reader hears the question first; the buttons follow.
    titleRef.current?.focus();
    // The element stays mounted: closing gives the focus back only while it is in the document.
    return () => dialog.close();
  }, [open]);
  useEffect(() => {
    const dialog = dialogRef.current;
    if (!dialog || !open || holdsInput) return;
    const closeBeside = (event: MouseEvent) => {
      if (event.target === dialog) onClose();
    };
    dialog.addEventListener('click', closeBeside);
    return () => dialog.removeEventListener('click', closeBeside);
  }, [open, holdsInput, onClose]);
  return (
    <dialog
      ref={dialogRef}
      className={large ? 'dialog dialog--large' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {open && (
        <div className="dialog__frame">
          <header className="dialog__head">
            <h2 ref={titleRef} id={titleId} tabIndex={-1}>
              {title}
            </h2>
            <IconButton icon="close" label={messages.close} onClick={onClose} />
          </header>
          <div className="dialog__content">{children}</div>
          {actions !== undefined && <footer className="dialog__actions">{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
