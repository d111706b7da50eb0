import { deltaCode, type Stroke, type Strokes, strokePoints } from '@banso/shared/evidence/strokes.ts';

/*
 * One signature has one sheet. Its size is that of the pad when the first stroke begins, and stays. When the pad changes
 * its size (rotation, keyboard, reload on another screen) the sheet is shown smaller or larger, and what is drawn then is
 * brought back to the sheet once, when it is captured. So points that were recorded are never calculated anew.
 */

/** A point as the pad saw it: CSS pixels of the canvas, pressure 0–1, time in ms. */
export type PadPoint = { readonly x: number; readonly y: number; readonly pressure: number; readonly time: number };

export type PadSize = { readonly width: number; readonly height: number };

export type CapturedStroke = {
  readonly pointer: Stroke['pointer'];
  readonly points: readonly PadPoint[];
  /** CSS pixels of the canvas for one CSS pixel of the sheet. */
  readonly scale: number;
  /** When the signature's clock stood at 0, on the clock of the points. */
  readonly startedAtMs: number;
};

/** The limits of `strokesSchema`: a stroke of more points goes on in the next; a sheet of more strokes takes no further one. */
const MOST_POINTS = 4_000;
const MOST_STROKES = 400;

/** A sheet of the pad's size with nothing on it. */
export function emptySheet(pad: PadSize & { readonly pixelRatio: number }): Strokes {
  return { width: tenths(pad.width), height: tenths(pad.height), pixelRatio: pad.pixelRatio, strokes: [] };
}

/** The signature with one more stroke. What left the sheet is drawn along its edge, as it was seen. */
export function addStroke(sheet: Strokes, captured: CapturedStroke): Strokes {
  const { points, scale, startedAtMs } = captured;
  let t = endOf(sheet);
  const series = points.map((point) => {
    // The wall clock may step back in the middle of a name; the order of the points may not.
    t = Math.max(t, Math.round(point.time - startedAtMs));
    return {
      x: clamp(tenths(point.x / scale), sheet.width),
      y: clamp(tenths(point.y / scale), sheet.height),
      t,
      p: clamp(Math.round(point.pressure * 255), 255),
    };
  });
  const strokes = chunks(series, MOST_POINTS).map((chunk) => ({
    pointer: captured.pointer,
    x: deltaCode(chunk.map(({ x }) => x)),
    y: deltaCode(chunk.map(({ y }) => y)),
    t: deltaCode(chunk.map(({ t }) => t)),
    p: deltaCode(chunk.map(({ p }) => p)),
  }));
  return { ...sheet, strokes: [...sheet.strokes, ...strokes].slice(0, MOST_STROKES) };
}

/** The signature without its last stroke; undefined when nothing is left. */
export function withoutLastStroke(sheet: Strokes): Strokes | undefined {
  const strokes = sheet.strokes.slice(0, -1);
  return strokes.length === 0 ? undefined : { ...sheet, strokes };
}

/** The points of every stroke for a canvas that shows the sheet at `scale`. */
export function strokesToPadPoints(sheet: Strokes, scale: number): readonly (readonly PadPoint[])[] {
  return sheet.strokes.map((stroke) => {
    const times = sums(stroke.t);
    const pressures = sums(stroke.p);
    return strokePoints(stroke).map(({ x, y }, i) => ({
      x: (x / 10) * scale,
      y: (y / 10) * scale,
      time: times[i] ?? 0,
      pressure: (pressures[i] ?? 0) / 255,
    }));
  });
}

/** How large a sheet is shown in a box: as large as fits, in its own proportions. */
export function fitSheet(sheet: Pick<Strokes, 'width' | 'height'>, box: PadSize): PadSize & { readonly scale: number } {
  const [width, height] = [sheet.width / 10, sheet.height / 10];
  const scale = Math.min(box.width / width, box.height / height);
  return { width: width * scale, height: height * scale, scale };
}

/** When the last point was drawn, in ms since the first. */
export function endOf(sheet: Strokes): number {
  return (sheet.strokes.at(-1)?.t ?? []).reduce((sum, step) => sum + step, 0);
}

/** Whether a pointer may write: never a second finger, never a palm beside a pen, never on a sheet that is full. */
export function mayWrite(
  pointer: { readonly isPrimary: boolean; readonly pointerType: string },
  sheet: Strokes | undefined,
): boolean {
  if (!pointer.isPrimary || (sheet?.strokes.length ?? 0) >= MOST_STROKES) return false;
  return pointer.pointerType !== 'touch' || !sheet?.strokes.some((stroke) => stroke.pointer === 'pen');
}

function tenths(cssPixels: number): number {
  return Math.round(cssPixels * 10);
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function sums(steps: readonly number[]): readonly number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
