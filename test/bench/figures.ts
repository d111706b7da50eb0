/** What was measured beside its limit. `ours` and `limit` in `unit`; a figure without `atMost` is only set beside it. */
export type Figure = {
  readonly name: string;
  readonly unit: 'ms' | 'bytes' | 'round trips';
  readonly ours: number;
  readonly limit: number;
  readonly limitName: string;
  /** The ratio of ours to the limit may be this much; null where none is promised. */
  readonly atMost: number | null;
  /** How many times both were measured; the figures are medians. */
  readonly runs: number;
};

/** Two measurements taken in turns: A B A B … */
export type Pair = { readonly ours: readonly number[]; readonly limit: readonly number[] };

/** Measures both in turns, so that whatever else the machine does meets both alike. The first `warmUp` rounds do not count. */
export const inTurns = async (
  { runs, warmUp }: { readonly runs: number; readonly warmUp: number },
  measure: { readonly ours: () => Promise<number>; readonly limit: () => Promise<number> },
): Promise<Pair> => {
  const ours: number[] = [];
  const limit: number[] = [];
  for (let round = 0; round < warmUp + runs; round += 1) {
    const [a, b] = [await measure.ours(), await measure.limit()];
    if (round < warmUp) continue;
    ours.push(a);
    limit.push(b);
  }
  return { ours, limit };
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('nothing was measured');
  return (low + high) / 2;
};

export const ratioOf = ({ ours, limit }: Figure): number => ours / limit;

export const isMissed = (figure: Figure): boolean => figure.atMost !== null && ratioOf(figure) > figure.atMost;

/** A Markdown table, the same on the screen and in docs/benchmarks.md. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = figures.map((figure) => [
    figure.name,
    shown(figure.ours, figure.unit),
    `${shown(figure.limit, figure.unit)} (${figure.limitName})`,
    ratioOf(figure).toFixed(2),
    figure.atMost === null ? '–' : `≤ ${figure.atMost}`,
    String(figure.runs),
    figure.atMost === null ? 'beside' : isMissed(figure) ? '**miss**' : 'pass',
  ]);
  const head = ['measured', 'ours', 'limit', 'ratio', 'allowed', 'runs', ''];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const shown = (value: number, unit: Figure['unit']): string => {
  if (unit === 'ms') return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
  if (unit === 'bytes') return `${(value / 1_000).toFixed(1)} kB`;
  return String(value);
};
