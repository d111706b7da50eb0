import type { Day } from '../time/day.ts';
import type { Engagement } from './engagement.ts';
import type { HandedIn, JudgedVersion, PaperStage } from './handed-in.ts';
import { type Written, writtenBasis } from './written.ts';

/**
 * What 様式第4号 says. `level`: how far the goal of the plan (FY2-8) was reached, in five steps; `declaredOn`: the day of the
 * declaration of FK-10-2. Source: requirements 1.5 FY4-6…10, FK-10-2.
 */
export type FinalReportValues = {
  readonly level: '' | '1' | '2' | '3' | '4' | '5';
  readonly achievement: string;
  readonly settling: string;
  readonly effect: string;
  readonly remaining: string;
  readonly other: string;
  readonly noPrivateConsulting: boolean;
  readonly declaredOn: Day;
};

/**
 * 様式第4号 終了報告書 (part `closing`): what is being written, and every version that was handed in. A version is named by the
 * operation that handed it in.
 */
export type FinalReport = Written<FinalReportValues> & {
  readonly versions: readonly HandedIn<FinalReportValues>[];
};

/** How far the goal was reached, in words. Source: FY4-6; requirements 5.3 (成果目標の達成度, 5-step). */
export const LEVEL_WORDS: Readonly<Record<Exclude<FinalReportValues['level'], ''>, string>> = {
  '5': '十分に達成した',
  '4': 'おおむね達成した',
  '3': '半ば達成した',
  '2': 'あまり達成していない',
  '1': '達成していない',
};

type InPackage = Pick<Engagement, 'closing' | 'finalPackage'>;

/**
 * Every version with what became of it. The last papers are one submission (契約書第4条): approving the package approves the version
 * that it names, and sending it back sends that version back. Reckoned each time and never stored, as what an invoice is worth
 * (decision 023): the package is evidence for tax and the report is not, so that no operation writes both.
 */
export const finalReportVersions = ({
  closing,
  finalPackage,
}: InPackage): readonly JudgedVersion<FinalReportValues>[] =>
  (closing?.versions ?? []).map((version) => {
    if (version.operation !== finalPackage?.finalReport) return version;
    if (finalPackage.state === 'approved') return { ...version, sentBack: null, approval: finalPackage.approved };
    const back = finalPackage.state === 'sentBack' ? finalPackage.sentBack.at(-1) : undefined;
    if (!back || version.sentBack) return version;
    const { by, atMs, reason } = back;
    return { ...version, approval: null, sentBack: { by, atMs, comments: [{ field: 'whole', text: reason }] } };
  });

/** How far the final report is, by itself or as part of the final package. */
export const stageOfFinalReport = (engagement: InPackage): PaperStage => {
  const newest = finalReportVersions(engagement).at(-1);
  if (!engagement.closing || !newest) return finalReportStage(engagement.closing);
  return stageOfVersion(engagement.closing, newest);
};

/** Whether the newest version lies with the office as part of the final package: it is judged there, and nowhere else. */
export const isInOpenPackage = ({ closing, finalPackage }: InPackage): boolean =>
  (finalPackage?.state === 'submitted' || finalPackage?.state === 'checked') &&
  closing?.versions.at(-1)?.operation === finalPackage.finalReport;

/** How far the final report is by itself: what an intent about it carries as its basis, whatever became of the package. */
export const finalReportStage = (report: FinalReport | null): PaperStage => {
  if (!report) return 'none';
  const newest = report.versions.at(-1);
  return newest ? stageOfVersion(report, newest) : 'draft';
};

const stageOfVersion = (
  { values }: FinalReport,
  { contents, sentBack, approval }: Pick<JudgedVersion<FinalReportValues>, 'contents' | 'sentBack' | 'approval'>,
): PaperStage => {
  if (sentBack) return 'sentBack';
  if (changedInFinalReport(contents, values).length > 0) return 'changed';
  return approval ? 'approved' : 'submitted';
};

/** The version that waits or was approved: what the office reads, and payment rests on. Null while none was handed in or it was sent back. */
export const standingFinalReport = (report: FinalReport | null): HandedIn<FinalReportValues> | null => {
  const newest = report?.versions.at(-1);
  return newest && !newest.sentBack ? newest : null;
};

/** The hash an intent about the final report carries of what its author saw. */
export const finalReportBasis = (report: FinalReport): string => writtenBasis(report, finalReportStage(report));

/** The fields in which two versions differ, in the order of the form. */
export const changedInFinalReport = (
  before: FinalReportValues,
  after: FinalReportValues,
): readonly (keyof FinalReportValues)[] =>
  // The keys of values are the form's fields.
  (Object.keys(after) as (keyof FinalReportValues)[]).filter((field) => before[field] !== after[field]);
