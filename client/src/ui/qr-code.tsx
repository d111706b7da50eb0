import { encode } from 'uqr';
import './qr-code.css';

export type QrCodeProps = {
  readonly text: string;
  /** What it opens, for a reader. */
  readonly label: string;
};

/** A QR code as vectors, sharp at every size of paper. The quiet zone of four modules belongs to it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} className="qr-code__ground" />
      <path d={dark.join('')} />
    </svg>
  );
}
