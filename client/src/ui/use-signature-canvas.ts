import type { Stroke, Strokes } from '@banso/shared/evidence/strokes.ts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import SignaturePad, { type SignatureEvent } from 'signature_pad';
import { addStroke, emptySheet, endOf, fitSheet, type PadSize, strokesToPadPoints } from './capture-strokes.ts';

type SignatureCanvas = {
  readonly boxRef: RefObject<HTMLElement | null>;
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly value: Strokes | undefined;
  readonly onChange: (value: Strokes | undefined) => void;
};

/** Closer points say nothing about the hand and cost bytes; signature_pad's own 5 px would cut corners off small writing. */
const MIN_DISTANCE_PX = 2;
const INK = '#1a1a1a';

/** Binds signature_pad to a canvas: draws `value` at the size of the box, and hands every new stroke out. */
export function useSignatureCanvas({ boxRef, canvasRef, value, onChange }: SignatureCanvas): void {
  const padRef = useRef<SignaturePad>(null);
  const box = useBoxSize(boxRef);
  const scaleRef = useRef(1);
  // What the canvas shows now; differs from `value` after undo, clear and a restored draft.
  const shownRef = useRef<{ readonly value: Strokes | undefined; readonly box: PadSize }>(null);
  const drawingRef = useRef(false);
  const startedAtRef = useRef<number>(null);
  const latest = useRef({ value, box, onChange });
  useEffect(() => {
    latest.current = { value, box, onChange };
  });

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    // Throttled, as the library does by itself, a point that waits for its timer is drawn into whatever stroke is open by then:
    // on a busy phone a line across the name that nobody has written.
    const unthrottled = { minDistance: MIN_DISTANCE_PX, throttle: 0 };
    const pad = new SignaturePad(canvas, { ...unthrottled, penColor: INK, minWidth: 1.2, maxWidth: 3.6 });
    padRef.current = pad;
    let pointer: Stroke['pointer'] = 'touch';
    const begin = (event: Event) => {
      drawingRef.current = true;
      pointer = pointerOf((event as CustomEvent<SignatureEvent>).detail.event);
    };
    const end = () => {
      drawingRef.current = false;
      const { value: before, box: size, onChange: handOut } = latest.current;
      const points = pad.toData().at(-1)?.points ?? [];
      const first = points[0];
      if (!first || !size) return;
      const sheet = before ?? emptySheet({ ...size, pixelRatio: window.devicePixelRatio });
      if (!before) startedAtRef.current = first.time;
      // After a reload the clock of the signature is unknown: it goes on from where the last stroke ended.
      startedAtRef.current ??= first.time - endOf(sheet);
      const after = addStroke(sheet, { pointer, points, scale: scaleRef.current, startedAtMs: startedAtRef.current });
      shownRef.current = { value: after, box: size };
      handOut(after);
    };
    pad.addEventListener('beginStroke', begin);
    pad.addEventListener('endStroke', end);
    return () => {
      pad.off();
      padRef.current = null;
      shownRef.current = null;
    };
  }, [canvasRef]);

  useEffect(() => {
    const pad = padRef.current;
    const canvas = canvasRef.current;
    const shown = shownRef.current;
    if (!pad || !canvas || !box || (shown?.value === value && shown?.box === box)) return;
    // Resizing wipes a canvas: never under the hand. The end of the stroke changes `value` and comes here again.
    if (drawingRef.current) return;
    scaleRef.current = draw({ pad, canvas, value, box });
    shownRef.current = { value, box };
  }, [canvasRef, value, box]);
}

function useBoxSize(boxRef: RefObject<HTMLElement | null>): PadSize | undefined {
  const [size, setSize] = useState<PadSize>();
  useEffect(() => {
    const box = boxRef.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = box;
      if (width > 0 && height > 0)
        setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [boxRef]);
  return size;
}

/** Sizes the canvas to the sheet as it fits the box, draws the strokes, and returns the scale. */
function draw(drawing: {
  readonly pad: SignaturePad;
  readonly canvas: HTMLCanvasElement;
  readonly value: Strokes | undefined;
  readonly box: PadSize;
}): number {
  const { pad, canvas, value, box } = drawing;
  const fit = value ? fitSheet(value, box) : { ...box, scale: 1 };
  const ratio = Math.max(window.devicePixelRatio, 1);
  canvas.width = Math.round(fit.width * ratio);
  canvas.height = Math.round(fit.height * ratio);
  canvas.style.width = `${fit.width}px`;
  canvas.style.height = `${fit.height}px`;
  canvas.getContext('2d')?.scale(ratio, ratio);
  pad.clear();
  if (!value) return fit.scale;
  const { dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation } = pad;
  const ink = { dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation };
  pad.fromData(strokesToPadPoints(value, fit.scale).map((points) => ({ ...ink, points: [...points] })));
  return fit.scale;
}

function pointerOf(event: SignatureEvent['event']): Stroke['pointer'] {
  if (!('pointerType' in event)) return event instanceof MouseEvent ? 'mouse' : 'touch';
  return event.pointerType === 'pen' || event.pointerType === 'mouse' ? event.pointerType : 'touch';
}
