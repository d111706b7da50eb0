import type { Day } from '../time/day.ts';

/** One row of a dated table: the value from this day on, its unit, and who says so. */
export type Dated<Value> = {
  readonly from: Day;
  readonly value: Value;
  readonly unit: string;
  readonly source: string;
};

/** The row that is in force on a day; null before the first one. Rows stand in the order of their days. */
export const onDay = <Value>(table: readonly Dated<Value>[], day: Day): Dated<Value> | null =>
  table.findLast(({ from }) => from <= day) ?? null;
