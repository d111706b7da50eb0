import type { Strokes } from '@banso/shared/evidence/strokes.ts';
import { type ReactNode, useId, useRef } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { mayWrite, withoutLastStroke } from './capture-strokes.ts';
import { messages } from './messages.ts';
import { useSignatureCanvas } from './use-signature-canvas.ts';
import './signature-pad.css';

export type SignaturePadProps = {
  /** The signature so far; undefined is an empty pad. Given again after a reload it is drawn again. */
  readonly value: Strokes | undefined;
  /** After every stroke, undo and clear: the caller keeps it as a draft. */
  readonly onChange: (value: Strokes | undefined) => void;
  /** What the field is, for a reader: "署名の欄". */
  readonly label: string;
  /** Below the line: "線の上に、指でお名前を書いてください". */
  readonly hint: ReactNode;
  /** The buttons stand in the other order: a left hand that has just written does not cover what comes next. */
  readonly leftHanded?: boolean | undefined;
  /** Further buttons, after undo and clear: another way to sign, and the confirmation. */
  readonly children?: ReactNode;
};

/** A field to sign in with a finger, a pen or a mouse. It fills the height that its place gives it. */
export function SignaturePad({ value, onChange, label, hint, leftHanded, children }: SignaturePadProps) {
  const boxRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const hintId = useId();
  useSignatureCanvas({ boxRef, canvasRef, value, onChange });
  const drawn = value?.strokes.length ?? 0;
  return (
    <div className={classNames('signature', leftHanded && 'signature--left')}>
      <div
        ref={boxRef}
        className="signature__pad"
        role="img"
        aria-label={`${label}。${messages.strokesDrawn(drawn)}`}
        aria-describedby={hintId}
        onPointerDownCapture={(event) => {
          // Kept from the pad altogether: a stroke that it had begun and refused would lock out the next finger.
          if (!mayWrite(event.nativeEvent, value)) event.stopPropagation();
        }}
      >
        <div className="signature__sheet">
          <canvas ref={canvasRef} />
          <span className="signature__base" />
          <span className="signature__hint" id={hintId}>
            {hint}
          </span>
        </div>
      </div>
      <div className="signature__actions">
        <Button icon="redo" disabled={drawn === 0} onClick={() => onChange(undefined)}>
          {messages.clearStrokes}
        </Button>
        <Button icon="undo" disabled={drawn === 0} onClick={() => onChange(value && withoutLastStroke(value))}>
          {messages.undoStroke}
        </Button>
        {children}
      </div>
    </div>
  );
}
