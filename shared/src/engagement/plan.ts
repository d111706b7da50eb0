import * as v from 'valibot';
import { textSchema } from '../lib/text.ts';
import type { Act, HandedIn, PaperStage } from './handed-in.ts';
import { type OtherText, withChanges, type WrittenChange, writtenBasis } from './written.ts';

/** Rows that can be stored; how many visits there are says the programme. */
export const MOST_ROWS = 20;

export type PlanRow = {
  readonly number: number;
  readonly month: number | null;
  readonly third: 'early' | 'middle' | 'late' | '';
  readonly content: string;
};

/** What 様式第2号 says. Source: requirements 1.5 FY2-6…16. */
export type PlanContents = {
  readonly situation: string;
  readonly issues: string;
  readonly goal: string;
  readonly deliverable: string;
  readonly rows: readonly PlanRow[];
  readonly actualFareWanted: boolean;
  readonly nearestStop: string;
};

/**
 * 様式第2号: what is being written, and every version that was handed in. `submittedAtMs`: when the newest was, null while
 * none stands. Plans of the first kind of saving (`plan-saved@1`) have neither other texts nor versions.
 */
export type Plan = PlanContents & {
  readonly submittedAtMs: number | null;
  readonly submittedBy: string | null;
  readonly conflicts?: readonly OtherText[];
  readonly versions?: readonly HandedIn<PlanContents>[];
};

/** A cell of the table of visits, as it is written and compared: `content/3`. */
export type RowField = 'month' | 'third' | 'content';
export const rowField = (field: RowField, number: number): `${RowField}/${number}` => `${field}/${number}`;

/** What can be stored of each cell of the table. Months as they are typed: '12'. */
export const ROW_SCHEMAS: Readonly<Record<string, v.GenericSchema>> = Object.fromEntries(
  Array.from({ length: MOST_ROWS }, (_, i) => i + 1).flatMap((number): (readonly [string, v.GenericSchema])[] => [
    [rowField('month', number), v.pipe(v.string(), v.regex(/^([1-9]|1[0-2])?$/))],
    [rowField('third', number), v.picklist(['early', 'middle', 'late', ''])],
    [rowField('content', number), textSchema(8_000)],
  ]),
);

/** The plan field by field: texts and ticks by their keys, the table cell by cell. */
export type PlanValues = Omit<PlanContents, 'rows'> & Readonly<Record<`${RowField}/${number}`, string>>;

const BLANK: PlanContents = {
  situation: '',
  issues: '',
  goal: '',
  deliverable: '',
  rows: [],
  actualFareWanted: false,
  nearestStop: '',
};

/** The plan's contents field by field, blank rows too. */
export const planValues = (contents: PlanContents | null): PlanValues => {
  const { rows, ...fields } = contentsOf(contents ?? BLANK);
  const rowAt = new Map(rows.map((row) => [row.number, row]));
  const cells = Array.from({ length: MOST_ROWS }, (_, i) => i + 1).flatMap((number) => {
    const row = rowAt.get(number);
    return [
      [rowField('month', number), row?.month ? String(row.month) : ''],
      [rowField('third', number), row?.third ?? ''],
      [rowField('content', number), row?.content ?? ''],
    ];
  });
  // One text for each cell, by the names above.
  return { ...fields, ...(Object.fromEntries(cells) as Readonly<Record<`${RowField}/${number}`, string>>) };
};

/** The same, back: rows of which nothing is written are none (FY2-10…14: unused rows stay blank). */
export const planOfValues = (values: PlanValues): PlanContents => ({
  ...contentsOf({ ...values, rows: [] }),
  rows: Array.from({ length: MOST_ROWS }, (_, i) => rowOf(values, i + 1)).filter(
    ({ month, third, content }) => month !== null || third !== '' || content !== '',
  ),
});

const rowOf = (values: PlanValues, number: number): PlanRow => {
  const month = values[rowField('month', number)];
  return {
    number,
    month: month ? Number(month) : null,
    // Its schema lets nothing else in.
    third: (values[rowField('third', number)] ?? '') as PlanRow['third'],
    content: values[rowField('content', number)] ?? '',
  };
};

/** Every version handed in, oldest first; one that was handed in before versions were kept stands as it is. */
export const planVersions = (plan: Plan | null): readonly HandedIn<PlanContents>[] => {
  if (!plan) return [];
  if (plan.versions) return plan.versions;
  const { submittedAtMs: atMs, submittedBy: by } = plan;
  if (atMs === null || by === null) return [];
  return [{ number: 1, contents: contentsOf(plan), by, atMs, operation: '', sentBack: null, approval: null }];
};

/** The plan after these changes; what was handed in stays as it was. */
export const withPlanChanges = (plan: Plan | null, changes: readonly WrittenChange[], author: Act): Plan => {
  const before = { values: planValues(plan), conflicts: plan?.conflicts ?? [] };
  const { values, conflicts } = withChanges(before, changes, author);
  // The first kind of saving took rows of any number; those beyond the table stay as they are.
  const beyond = plan?.rows.filter(({ number }) => number > MOST_ROWS) ?? [];
  const contents = planOfValues(values);
  return {
    ...contents,
    rows: [...contents.rows, ...beyond],
    submittedAtMs: plan?.submittedAtMs ?? null,
    submittedBy: plan?.submittedBy ?? null,
    conflicts,
    versions: planVersions(plan),
  };
};

/** The hash an intent about the plan carries of what its author saw: the texts, open choices, and how far it was. */
export const planBasis = (plan: Plan): string =>
  writtenBasis({ values: planValues(plan), conflicts: plan.conflicts ?? [] }, planStage(plan));

/** How far the plan is. */
export const planStage = (plan: Plan | null): PaperStage => {
  if (!plan) return 'none';
  const newest = planVersions(plan).at(-1);
  if (!newest) return 'draft';
  if (newest.sentBack) return 'sentBack';
  if (changedInPlan(newest.contents, plan).length > 0) return 'changed';
  return newest.approval ? 'approved' : 'submitted';
};

/** The version that the office has: the newest handed in, unless it was sent back. Visits and fares rest on it. */
export const standingPlan = (plan: Plan | null): HandedIn<PlanContents> | null => {
  const newest = planVersions(plan).at(-1);
  return newest && !newest.sentBack ? newest : null;
};

/** The fields in which two versions differ, in the order of the form. */
export const changedInPlan = (before: PlanContents, after: PlanContents): readonly (keyof PlanValues)[] => {
  const [old, now] = [planValues(before), planValues(after)];
  // The keys of values are the plan's fields.
  return (Object.keys(now) as (keyof PlanValues)[]).filter((field) => old[field] !== now[field]);
};

/** The contents alone. */
export const contentsOf = ({
  situation,
  issues,
  goal,
  deliverable,
  rows,
  actualFareWanted,
  nearestStop,
}: PlanContents): PlanContents => ({ situation, issues, goal, deliverable, rows, actualFareWanted, nearestStop });
