import * as v from 'valibot';
import { blankForm, fieldSchemas, problemsOf } from '../../forms/definition.ts';
import { FINAL_REPORT_FORM } from '../../forms/final-report-form.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { dayInJapan } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import { type FinalReport, finalReportBasis, finalReportStage, stageOfFinalReport } from '../final-report.ts';
import { actOf, commentsSchema, withHandedIn, withJudged } from '../handed-in.ts';
import { expertInCharge } from '../team.ts';
import { changesSchema, withChanges } from '../written.ts';

const ofFinalReport = { kind: 'engagement', retention: 'B', needs: [] } as const;
const BLANK: FinalReport = { values: blankForm(FINAL_REPORT_FORM), conflicts: [], versions: [] };
const basis = ({ closing }: Engagement): string | null => closing && finalReportBasis(closing);

/** FY4-6…10, FK-10-2: what was written of the final report, field by field; two texts are never merged in silence (L17). */
export const finalReportSaved = defineOperation({
  ...ofFinalReport,
  type: 'final-report-saved@1',
  nature: 'fact',
  label: '終了報告書の保存',
  by: ['expert'],
  body: v.strictObject({ changes: changesSchema(fieldSchemas(FINAL_REPORT_FORM)) }),
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const before = engagement.closing ?? BLANK;
    const closing = { ...before, ...withChanges(before, operation.body.changes, actOf(operation)) };
    const flags = closing.conflicts.length > before.conflicts.length ? (['text_conflict'] as const) : [];
    return done({ ...engagement, closing }, ...flags);
  },
});

/**
 * FK-4-1: the final report is handed in, as a version that stays. Refused while something is missing that the form asks for, or two
 * texts wait for a choice.
 */
export const finalReportSubmitted = defineOperation({
  ...ofFinalReport,
  type: 'final-report-submitted@1',
  nature: 'intent',
  label: '終了報告書の提出',
  by: ['expert'],
  needs: ['ruleSet'],
  body: v.strictObject({}),
  basis,
  apply: (engagement: Engagement, operation, { ruleSet }) => {
    const { closing, core } = engagement;
    if (!core || !closing) return refuse('unknown_record');
    if (!ruleSet?.finalReportForm) return refuse('not_in_programme');
    const stage = stageOfFinalReport(engagement);
    if (stage === 'submitted' || stage === 'approved') return refuse('wrong_state', stage);
    const { contract } = core;
    const today = dayInJapan(operation.clock.wallMs);
    // FY-H: the day on which a form is made is not before the contract.
    if (!contract || today < contract.concludedOn) return refuse('no_contract_yet');
    const blocks = [
      ...problemsOf(FINAL_REPORT_FORM, closing.values, { today, contract }).flatMap(({ key, severity }) =>
        severity === 'BLOCK' ? [key] : [],
      ),
      ...closing.conflicts.map(({ field }) => field),
    ];
    if (blocks.length > 0) return refuse('form_incomplete', ...blocks);
    const versions = withHandedIn(closing.versions, closing.values, actOf(operation));
    return done({ ...engagement, closing: { ...closing, versions } });
  },
});

/** 差戻し of the final report with a comment at each field it concerns. */
export const finalReportSentBack = defineOperation({
  ...ofFinalReport,
  type: 'final-report-sent-back@1',
  nature: 'intent',
  label: '終了報告書の差戻し',
  by: ['staff', 'approver', 'administrator'],
  body: v.strictObject({ comments: commentsSchema(Object.keys(FINAL_REPORT_FORM.fields)) }),
  basis,
  apply: (engagement: Engagement, operation) => {
    const { closing } = engagement;
    if (!closing) return refuse('unknown_record');
    const versions = withJudged(closing.versions, {
      sentBack: { ...actOf(operation), comments: operation.body.comments },
    });
    if (!versions) return refuse('wrong_state', finalReportStage(closing));
    return done({ ...engagement, closing: { ...closing, versions } });
  },
});

/** F-6-1: the content of the final report was checked. Nobody approves their own. */
export const finalReportApproved = defineOperation({
  ...ofFinalReport,
  type: 'final-report-approved@1',
  nature: 'intent',
  label: '終了報告書の承認',
  by: ['approver'],
  body: v.strictObject({}),
  basis,
  apply: (engagement: Engagement, operation) => {
    const { closing } = engagement;
    if (!closing) return refuse('unknown_record');
    const newest = closing.versions.at(-1);
    if (operation.actor === expertInCharge(engagement) || operation.actor === newest?.by)
      return refuse('self_approval');
    const versions = withJudged(closing.versions, { approval: actOf(operation) });
    if (!versions) return refuse('wrong_state', finalReportStage(closing));
    return done({ ...engagement, closing: { ...closing, versions } });
  },
});
