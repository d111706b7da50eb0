import { figureOf, type Kpi, kpiProgress, measurementsOf } from '@banso/shared/engagement/growth.ts';
import { daysBetween, type Day } from '@banso/shared/time/day.ts';
import { messages } from './messages.ts';

const WIDTH = 320;
const HEIGHT = 96;
const EDGE = 8;

type Point = { readonly on: Day; readonly value: number };

/**
 * One quiet picture of a KPI: the way from the baseline to the target as a thin line, what it came to as a thick one. The words
 * beside it say the same; whoever cannot see it misses nothing.
 */
export function KpiPicture({ kpi }: { readonly kpi: Kpi }) {
  const progress = kpiProgress(kpi);
  const points = pointsOf(kpi);
  if (progress === null || !points) return <p className="hint">{messages.progressNone}</p>;
  const { way, measured } = points;
  const place = placeIn([...way, ...measured]);
  return (
    <figure className="kpi">
      <svg className="kpi__picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <polyline className="kpi__way" points={way.map(place).join(' ')} />
        <polyline className="kpi__measured" points={measured.map(place).join(' ')} />
        {measured.map((point) => {
          const [x, y] = place(point).split(',');
          return <circle key={point.on} className="kpi__point" cx={x} cy={y} r="4" />;
        })}
      </svg>
      <figcaption>{messages.progress(progress)}</figcaption>
    </figure>
  );
}

/** The way (baseline, target) and what was measured, from the baseline on; null while a day or a figure is missing. */
const pointsOf = (kpi: Kpi): { readonly way: readonly Point[]; readonly measured: readonly Point[] } | null => {
  const { baseline, baselineOn, target, targetOn } = kpi.values;
  const [from, to] = [figureOf(baseline), figureOf(target)];
  const found = measurementsOf(kpi).flatMap(({ on, value }): Point[] => {
    const figure = figureOf(value);
    return figure === null ? [] : [{ on, value: figure }];
  });
  const first = found[0];
  const last = found.at(-1);
  if (from === null || to === null || !first || !last) return null;
  const begin = { on: baselineOn === '' ? first.on : baselineOn, value: from };
  const end = { on: targetOn === '' ? last.on : targetOn, value: to };
  return { way: [begin, end], measured: [begin, ...found] };
};

/** Where a point lies: days from left to right, figures from the lowest at the foot. */
const placeIn = (points: readonly Point[]): ((point: Point) => string) => {
  const days = points.map(({ on }) => on).toSorted();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(1, daysBetween(first, last));
  return ({ on, value }) => {
    const x = EDGE + (daysBetween(first, on) / span) * (WIDTH - 2 * EDGE);
    const y = HEIGHT - EDGE - (high === low ? 0.5 : (value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
};
