import type { Day } from '../time/day.ts';
import type { Act } from './handed-in.ts';
import type { Written } from './written.ts';

/** What was heard (part `hearing`): working notes, apart from what is made of them. Source: T-4-1-エ-ア, requirements 3.4 class C. */
export type HearingValues = { readonly heardOn: Day; readonly present: string; readonly heard: string };

/** From what was heard to what is to be done, and the 経営計画 (part `businessPlan`). Source: T-4-1-エ-ア. */
export type BusinessPlanValues = {
  readonly situation: string;
  readonly issues: string;
  readonly causes: string;
  readonly solutions: string;
  readonly aim: string;
  readonly strategy: string;
  readonly figures: string;
  readonly setUp: string;
};

/** One line of the アクションプラン (part `action/<id>`): what, who, by when, how far; '' is as good as planned. */
export type ActionValues = {
  readonly what: string;
  readonly who: string;
  readonly by: Day;
  readonly state: '' | 'planned' | 'doing' | 'done' | 'dropped';
  readonly note: string;
};

/** One ＫＰＩ (part `kpi/<id>`): the indicator, from where to where, until when. Figures as they were typed. */
export type KpiValues = {
  readonly indicator: string;
  readonly unit: string;
  readonly baseline: string;
  readonly baselineOn: Day;
  readonly target: string;
  readonly targetOn: Day;
  readonly note: string;
};

export type Hearing = Written<HearingValues>;
export type BusinessPlan = Written<BusinessPlanValues>;

/** `order`: when it was first written, by which they are listed. */
type Item = { readonly id: string; readonly order: number };
export type ActionItem = Written<ActionValues> & Item;
export type Kpi = Written<KpiValues> & Item & { readonly measurements: readonly Measurement[] };

/** What a KPI came to on a day. A wrong figure is corrected by another that names it. */
export type Measurement = Act & {
  readonly id: string;
  readonly on: Day;
  readonly value: string;
  readonly note: string;
  readonly corrects: string | null;
};

/** Lines of the plan in the order in which they were written. */
export const inOrder = <One extends Item>(all: Readonly<Record<string, One>>): readonly One[] =>
  Object.values(all).toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));

/** What a KPI came to, day by day, as it stands: a figure that a later one corrects is left out. */
export const measurementsOf = ({ measurements }: Pick<Kpi, 'measurements'>): readonly Measurement[] => {
  const corrected = new Set(measurements.map(({ corrects }) => corrects));
  return measurements
    .filter(({ id }) => !corrected.has(id))
    .toSorted((a, b) => (`${a.on} ${a.id}` < `${b.on} ${b.id}` ? -1 : 1));
};

/** A typed figure as a number: 1,200, １２００, -3.5. Null for what is none. */
export const figureOf = (text: string): number | null => {
  const plain = text
    .normalize('NFKC')
    .replace(/[,\s]/g, '')
    .replace(/^[−ー]/, '-');
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
};

/**
 * How much of the way from baseline to target is behind, in percent of the way (it may lie below 0 or over 100); null while a
 * figure is missing or there is no way to go. Works for what is to fall as for what is to rise.
 */
export const kpiProgress = (kpi: Pick<Kpi, 'values' | 'measurements'>): number | null => {
  const [from, to] = [figureOf(kpi.values.baseline), figureOf(kpi.values.target)];
  const now = figureOf(measurementsOf(kpi).at(-1)?.value ?? '');
  if (from === null || to === null || now === null || from === to) return null;
  return Math.round(((now - from) / (to - from)) * 100);
};

export const ACTION_STATES = { planned: 'これから', doing: '取組中', done: '済み', dropped: '取りやめ' } as const;

/** The state of a line in words; one that nobody chose is still to come. */
export const actionStateWords = (state: ActionValues['state']): string =>
  ACTION_STATES[state === '' ? 'planned' : state];

/** Which of the three artefacts that every case is to produce are there (T-4-1-エ-ア). */
export const artefactsOf = ({
  businessPlan,
  actions,
  kpis,
}: {
  readonly businessPlan: BusinessPlan | null;
  readonly actions: Readonly<Record<string, ActionItem>>;
  readonly kpis: Readonly<Record<string, Kpi>>;
}): { readonly businessPlan: boolean; readonly actions: boolean; readonly kpis: boolean } => ({
  businessPlan: [businessPlan?.values.aim, businessPlan?.values.strategy].some((text) => text?.trim()),
  actions: Object.values(actions).some(({ values }) => values.what.trim() !== '' && values.state !== 'dropped'),
  kpis: Object.values(kpis).some(({ values }) => values.indicator.trim() !== ''),
});
