import * as v from 'valibot';
import { type Operation, partIdSchema } from '../../operation/envelope.ts';
import { filledTextSchema } from '../../lib/text.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation, type OperationType, type Outcome } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { blocking, evaluateVisit } from '../../rules/evaluate.ts';
import type { Intent } from '../../rules/rule-set.ts';
import { FINDING_CODES, isReleasable } from '../../rules/findings/index.ts';
import { dayInJapan } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import { ABOUT_CHARACTERS } from '../release.ts';
import { expertInCharge } from '../team.ts';
import type { Visit } from '../visit.ts';
import { visitBasis } from '../visit-basis.ts';
import { VISIT_FIELDS } from '../visit-fields.ts';
import { askOnVisit } from './act-on-visit.ts';

const onVisit = v.strictObject({ visit: partIdSchema });
const basis = (engagement: Engagement, body: { readonly visit: string }): string | null =>
  visitBasis(engagement, body.visit);

const common = { kind: 'engagement', nature: 'intent', retention: 'B' } as const satisfies Partial<
  OperationType<Engagement, unknown>
>;

/** FK-4-1: the expert hands in the report of one visit. Refused while a finding blocks submission. */
export const visitSubmitted = defineOperation({
  ...common,
  type: 'visit-submitted@1',
  label: '報告書の提出',
  by: ['expert'],
  needs: ['ruleSet', 'otherVisits', 'likeness'],
  body: onVisit,
  basis,
  apply: (engagement: Engagement, operation, context) =>
    askOnVisit(engagement, operation, ['ended', 'sentBack'], (visit) => {
      const blocks = blocksOf({ engagement, visit, context, intent: 'submit', wallMs: operation.clock.wallMs });
      if (blocks.length > 0) return refuse('blocked_by_finding', ...blocks);
      const submission = { by: operation.actor, atMs: operation.clock.wallMs, operation: operation.id };
      return { ...visit, status: 'submitted', submission };
    }),
});

/** The author takes a submission back before it was judged. */
export const visitWithdrawn = defineOperation({
  ...common,
  type: 'visit-withdrawn@1',
  label: '提出の取下げ',
  by: ['expert'],
  needs: [],
  body: onVisit,
  apply: (engagement: Engagement, operation) =>
    askOnVisit(engagement, operation, ['submitted'], (visit) => ({
      ...visit,
      status: visit.sentBack.length > 0 ? 'sentBack' : 'ended',
      submission: null,
    })),
});

/** 差戻し with a comment at each field it concerns. */
export const visitSentBack = defineOperation({
  ...common,
  type: 'visit-sent-back@1',
  label: '差戻し',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: v.strictObject({
    visit: partIdSchema,
    comments: v.pipe(
      v.array(
        v.strictObject({
          field: v.picklist([...VISIT_FIELDS, 'time', 'signature', 'whole']),
          text: filledTextSchema(2_000),
        }),
      ),
      v.minLength(1),
      v.maxLength(40),
    ),
  }),
  basis,
  apply: (engagement: Engagement, operation) =>
    askOnVisit(engagement, operation, ['submitted'], (visit) => ({
      ...visit,
      status: 'sentBack',
      submission: null,
      sentBack: [
        ...visit.sentBack,
        {
          by: operation.actor,
          atMs: operation.clock.wallMs,
          comments: operation.body.comments,
          seen: { fields: visit.fields, time: visit.time },
        },
      ],
    })),
});

/** F-6-1: the content of the report was checked. Nobody approves their own visit; a finding that blocks must be released first. */
export const visitApproved = defineOperation({
  ...common,
  type: 'visit-approved@1',
  label: '承認',
  by: ['approver'],
  needs: ['ruleSet', 'otherVisits', 'likeness'],
  body: onVisit,
  basis,
  apply: (engagement: Engagement, operation, context) =>
    askOnVisit(engagement, operation, ['submitted'], (visit) => {
      if (operation.actor === expertInCharge(engagement) || operation.actor === visit.submission?.by)
        return refuse('self_approval');
      const blocks = blocksOf({ engagement, visit, context, intent: 'approve', wallMs: operation.clock.wallMs });
      if (blocks.length > 0) return refuse('blocked_by_finding', ...blocks);
      const approval = { by: operation.actor, atMs: operation.clock.wallMs, operation: operation.id };
      return { ...visit, status: 'approved', approval };
    }),
});

const release = v.strictObject({
  visit: partIdSchema,
  finding: v.picklist(FINDING_CODES),
  reason: filledTextSchema(2_000),
  decisionNumber: filledTextSchema(60),
});

const ofRelease = {
  ...common,
  label: '確認事項の解除',
  by: ['approver'],
  needs: [],
  basis,
} as const satisfies Partial<OperationType<Engagement, v.InferOutput<typeof release>>>;

/** Before `finding-released@2`: a release stood whatever was found under its code later. */
export const findingReleasedForGood = defineOperation({
  ...ofRelease,
  type: 'finding-released@1',
  body: release,
  apply: (engagement: Engagement, operation) => withRelease(engagement, operation, {}),
});

/**
 * An approver releases what a finding found, with reason and 決裁番号; integrity, self-approval, tax and personal data never.
 * Also after the approval: what stops an invoice or a payment is found there. Once something else is found it is to be decided anew.
 */
export const findingReleased = defineOperation({
  ...ofRelease,
  type: 'finding-released@2',
  body: v.strictObject({ ...release.entries, about: v.nullable(v.pipe(v.string(), v.maxLength(ABOUT_CHARACTERS))) }),
  apply: (engagement: Engagement, operation) => withRelease(engagement, operation, { about: operation.body.about }),
});

const withRelease = (
  engagement: Engagement,
  operation: Operation<v.InferOutput<typeof release>>,
  about: { readonly about?: string | null },
): Outcome<Engagement> =>
  askOnVisit(engagement, operation, ['ended', 'submitted', 'sentBack', 'approved'], (visit) => {
    const { finding, reason, decisionNumber } = operation.body;
    if (!isReleasable(finding)) return refuse('not_releasable', finding);
    if (operation.actor === expertInCharge(engagement)) return refuse('self_approval');
    const released = { finding, ...about, reason, decisionNumber, by: operation.actor, atMs: operation.clock.wallMs };
    return { ...visit, releases: [...visit.releases, released] };
  });

const blocksOf = ({
  engagement,
  visit,
  context,
  intent,
  wallMs,
}: {
  readonly engagement: Engagement;
  readonly visit: Visit;
  readonly context: Context;
  readonly intent: Intent;
  readonly wallMs: number;
}): readonly string[] =>
  context.ruleSet === null
    ? ['rule-set-missing']
    : blocking(
        evaluateVisit(context.ruleSet, {
          engagement,
          visit,
          otherVisits: context.otherVisits,
          likeTexts: context.likeTexts,
          likeStrokes: context.likeStrokes,
          likePapers: context.likePapers,
          today: dayInJapan(wallMs),
        }),
        intent,
      ).map(({ code }) => code);
