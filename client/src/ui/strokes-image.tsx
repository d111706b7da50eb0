import type { Strokes } from '@banso/shared/evidence/strokes.ts';
import { strokesToPath } from '@banso/shared/evidence/strokes-path.ts';
import './strokes-image.css';

export type StrokesImageProps = {
  readonly strokes: Strokes;
  /** "川上 正一さんの署名" */
  readonly label: string;
};

/** The signature as it was drawn, from its points; the sheet's proportions are kept. */
export function StrokesImage({ strokes, label }: StrokesImageProps) {
  return (
    <svg
      className="strokes-image"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${strokes.width} ${strokes.height}`}
      preserveAspectRatio="xMidYMid meet"
    >
      <path d={strokesToPath(strokes)} strokeWidth={strokes.height / 55} />
    </svg>
  );
}
