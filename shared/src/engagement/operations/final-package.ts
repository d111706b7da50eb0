import * as v from 'valibot';
import { closingOf } from '../../claim/closing-rows.ts';
import { currentInvoice } from '../../claim/current-invoice.ts';
import { isLate } from '../../claim/is-late.ts';
import { standingReport } from '../../claim/standing-report.ts';
import { sha256Hex } from '../../lib/hash.ts';
import { filledTextSchema } from '../../lib/text.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation, done, type Outcome } from '../../operation/define.ts';
import { type Operation, partIdSchema } from '../../operation/envelope.ts';
import { type Refusal, refuse } from '../../operation/refusals.ts';
import { dayInJapan } from '../../time/day.ts';
import { paymentStops } from '../contract-paper.ts';
import type { Engagement } from '../engagement.ts';
import type { FinalPackage } from '../final-package.ts';
import { expertInCharge } from '../team.ts';
import { isHandedIn } from './trips.ts';

const common = { kind: 'engagement', nature: 'intent', retention: 'A' } as const;

/** What the author of a decision must have seen: which papers, and what was decided about them so far. */
export const packageBasis = ({ finalPackage }: Pick<Engagement, 'finalPackage'>): string | null =>
  finalPackage && sha256Hex(JSON.stringify(['banso-package-basis-1', finalPackage]));

const basis = (engagement: Engagement): string | null => packageBasis(engagement);

/** Why the package cannot go on: something is missing, or has fallen since; null while everything is there. */
const incomplete = ({ claim }: Pick<Context, 'claim'>): Refusal | null => {
  if (!claim?.missing) return refuse('not_in_programme');
  return claim.missing.length > 0 ? refuse('package_incomplete', ...claim.missing) : null;
};

/**
 * 最終の提出: final report, invoice and account form together (FK-4-1). Refused while something is missing: until then it is a
 * 下書き. The day is the phone's, and never before the instant that the server has proven: a clock set back wins no deadline.
 */
export const packageSubmitted = defineOperation({
  ...common,
  type: 'package-submitted@1',
  label: '最終の提出',
  by: ['expert'],
  needs: ['claim', 'bounds'],
  body: v.strictObject({
    finalReport: partIdSchema,
    invoice: partIdSchema,
    confirmation: partIdSchema,
    account: partIdSchema,
  }),
  apply: (engagement: Engagement, operation, context) => {
    const { body, actor, clock, id } = operation;
    if (!engagement.core) return refuse('unknown_record');
    if (isHandedIn(engagement)) return refuse('wrong_state', 'submitted');
    const missing = incomplete(context);
    if (missing) return missing;
    if (standingReport(engagement) !== body.finalReport) return refuse('basis_changed', 'finalReport');
    if (currentInvoice(engagement)?.id !== body.invoice) return refuse('basis_changed', 'invoice');
    if (closingOf(engagement)?.confirmation.id !== body.confirmation) return refuse('basis_changed', 'confirmation');
    const { notBeforeMs } = context.bounds;
    const submittedOn = dayInJapan(Math.max(clock.wallMs, notBeforeMs ?? clock.wallMs));
    const finalPackage: FinalPackage = {
      ...body,
      state: 'submitted',
      submittedOn,
      submitted: { by: actor, atMs: clock.wallMs, operation: id },
      sentBack: engagement.finalPackage?.sentBack ?? [],
      checked: null,
      approved: null,
      lateDecision: null,
    };
    return done({ ...engagement, finalPackage });
  },
});

/** The office returns the package with its reason: the expert mends what it says and hands in anew. */
export const packageSentBack = defineOperation({
  ...common,
  type: 'package-sent-back@1',
  label: '最終の提出の差戻し',
  by: ['staff', 'approver', 'administrator', 'accounting'],
  needs: [],
  body: v.strictObject({ reason: filledTextSchema(2_000) }),
  basis,
  apply: (engagement: Engagement, operation) =>
    onPackage(engagement, operation, ['submitted', 'checked'], (before, deed) => ({
      ...before,
      state: 'sentBack',
      checked: null,
      sentBack: [...before.sentBack, { ...deed, reason: operation.body.reason }],
    })),
});

/** 検査: reports, invoice and contract were compared (F-6-1). */
export const packageChecked = defineOperation({
  ...common,
  type: 'package-checked@1',
  label: '最終の提出の検査',
  by: ['staff', 'approver', 'administrator'],
  needs: ['claim'],
  body: v.strictObject({}),
  basis,
  apply: (engagement: Engagement, operation, context) =>
    onPackage(
      engagement,
      operation,
      ['submitted'],
      (before, deed) => incomplete(context) ?? { ...before, state: 'checked', checked: deed },
    ),
});

/**
 * An approver lets the package go on to payment. Never whoever checked it, unless the programme says so; late, or
 * after an end because of organized crime, only as decided.
 */
export const packageApproved = defineOperation({
  ...common,
  type: 'package-approved@1',
  label: '最終の提出の承認',
  by: ['approver'],
  needs: ['ruleSet', 'claim'],
  body: v.strictObject({}),
  basis,
  apply: (engagement: Engagement, operation, context) =>
    onPackage(engagement, operation, ['checked'], (before, deed) => {
      const { ruleSet } = context;
      if (before.checked?.by === deed.by && ruleSet?.money?.checkerApproves?.value !== true)
        return refuse('checker_approves');
      if (ruleSet && isLate(before, ruleSet)) {
        if (!before.lateDecision) return refuse('late_undecided');
        if (!before.lateDecision.pays) return refuse('wrong_state', 'notPaid');
      }
      const stops = paymentStops(engagement, before.submitted.by);
      if (stops.some(({ payment }) => !payment)) return refuse('stop_undecided');
      if (stops.some(({ payment }) => payment?.pays === false)) return refuse('wrong_state', 'notPaid');
      return incomplete(context) ?? { ...before, state: 'approved', approved: deed };
    }),
});

/** 期限後 (契約書第6条第2項): the office *may* refuse to pay. Somebody decides, either way, with reason and 決裁番号. */
export const lateFilingDecided = defineOperation({
  ...common,
  type: 'late-filing-decided@1',
  label: '期限後の提出の可否',
  by: ['approver'],
  needs: ['ruleSet'],
  body: v.strictObject({ pays: v.boolean(), reason: filledTextSchema(2_000), decisionNumber: filledTextSchema(60) }),
  basis,
  apply: (engagement: Engagement, operation, { ruleSet }) =>
    onPackage(engagement, operation, ['submitted', 'checked'], (before, deed) => {
      if (!ruleSet || !isLate(before, ruleSet)) return refuse('wrong_state', 'inTime');
      if (before.lateDecision) return refuse('already_exists', before.lateDecision.decisionNumber);
      return { ...before, lateDecision: { ...deed, ...operation.body } };
    }),
});

const onPackage = (
  engagement: Engagement,
  { actor, clock }: Operation,
  states: readonly FinalPackage['state'][],
  change: (before: FinalPackage, deed: { readonly by: string; readonly atMs: number }) => FinalPackage | Refusal,
): Outcome<Engagement> => {
  const before = engagement.finalPackage;
  if (!before) return refuse('unknown_record');
  if (!states.includes(before.state)) return refuse('wrong_state', before.state);
  if (actor === expertInCharge(engagement) || actor === before.submitted.by) return refuse('self_approval');
  const changed = change(before, { by: actor, atMs: clock.wallMs });
  return 'refused' in changed ? changed : done({ ...engagement, finalPackage: changed });
};
