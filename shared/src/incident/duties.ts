import { addDays, type Day, dayInJapan } from '../time/day.ts';
import type { Incident, ReportedTo } from './incident.ts';

/** Figures of the duty to report. Source: 個人情報保護法施行規則 第7条・第8条, ガイドライン通則編 3-5-3; requirements FP-14-3. */
export const DUTY_FIGURES = {
  /** More persons than this: the accident is reported, whatever the data. */
  people: 1_000,
  /** The same where an administrative body holds the data. */
  peopleOfPublicBody: 100,
  /** 速報: about three to five days. It is urgent from the third, and late after the fifth. */
  firstUrgentDays: 3,
  firstDays: 5,
  /** 確報: thirty days; sixty where malice is possible. */
  finalDays: 30,
  finalDaysIfMalicious: 60,
} as const;

/** Why the 個人情報保護委員会 has to be told (施行規則 第7条). */
export type Reason = 'sensitive' | 'property' | 'malicious' | 'many';

/** Why this incident has to be reported to the commission; empty: as far as is known it need not. */
export const reasonsToReport = ({ findings }: Pick<Incident, 'findings'>): readonly Reason[] => {
  if (!findings) return [];
  const limit = findings.publicBody ? DUTY_FIGURES.peopleOfPublicBody : DUTY_FIGURES.people;
  return [
    ...(findings.sensitive ? ['sensitive' as const] : []),
    ...(findings.property ? ['property' as const] : []),
    ...(findings.malicious ? ['malicious' as const] : []),
    ...((findings.people ?? 0) > limit ? ['many' as const] : []),
  ];
};

/**
 * One thing the office owes after an incident.
 * - `due`: its last day; null: at once, without a day of its own
 * - `done`: the instant of the first report of it; null: not yet
 * - `urgent`, `late`: as this day stands
 */
export type Duty = {
  readonly to: Extract<ReportedTo, 'commissioner' | 'commissionFirst' | 'commissionFinal' | 'persons'>;
  readonly due: Day | null;
  readonly doneAtMs: number | null;
  readonly urgent: boolean;
  readonly late: boolean;
  readonly article: string;
};

/**
 * What is owed, in the order in which it falls due. The day on which it was found is the first day, and a holiday at the end
 * prolongs nothing: whoever keeps these days is never late by another way of counting.
 *
 * Who commissioned the work is told at once whatever came of it (FP-14-1, TP-9-1); commission and persons when the
 * findings ask for it (個人情報保護法 第26条).
 */
export const dutiesOf = (incident: Incident, today: Day): readonly Duty[] => {
  const found = dayInJapan(incident.foundAtMs);
  const duty = (to: Duty['to'], days: number | null, urgentFrom: number, article: string): Duty => {
    const reports = incident.entries.flatMap((entry) =>
      entry.type === 'reported' && entry.to === to ? [entry.atMs] : [],
    );
    const doneAtMs = reports.length === 0 ? null : Math.min(...reports);
    const due = days === null ? null : dayNumber(found, days);
    const open = doneAtMs === null;
    return {
      to,
      due,
      doneAtMs,
      urgent: open && today >= dayNumber(found, urgentFrom),
      late: open && due !== null && today > due,
      article,
    };
  };
  const told = duty('commissioner', null, 1, '特記事項（福岡 第14・鳥取 第9条）');
  if (reasonsToReport(incident).length === 0) return [told];
  const { firstDays, firstUrgentDays } = DUTY_FIGURES;
  const finalDays = incident.findings?.malicious ? DUTY_FIGURES.finalDaysIfMalicious : DUTY_FIGURES.finalDays;
  return [
    told,
    duty('commissionFirst', firstDays, firstUrgentDays, '個人情報保護法 第26条第1項、施行規則 第8条第1項'),
    duty('persons', null, 1, '個人情報保護法 第26条第2項、施行規則 第10条'),
    duty('commissionFinal', finalDays, finalDays - 6, '施行規則 第8条第2項'),
  ];
};

/** The nth day, counted from the first: the first day is the day itself. */
const dayNumber = (first: Day, nth: number): Day => addDays(first, nth - 1);

/** What keeps an incident from being closed: duties still open, and items of the report still blank. */
export const missingToClose = (
  incident: Incident,
  today: Day,
): { readonly duties: readonly Duty['to'][]; readonly investigated: boolean } => ({
  duties: dutiesOf(incident, today).flatMap(({ to, doneAtMs }) => (doneAtMs === null ? [to] : [])),
  investigated:
    incident.findings !== null && Object.values(incident.findings.items).every((text) => text.trim() !== ''),
});
