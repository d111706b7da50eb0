import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import { netMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Visit, VisitField } from '@banso/shared/engagement/visit.ts';
import { SIGNED_FIELDS } from '@banso/shared/engagement/visit-fields.ts';
import { type Confirmation, confirmationStands } from '@banso/shared/evidence/confirmation.ts';
import { blocking, evaluateVisit } from '@banso/shared/rules/evaluate.ts';
import type { Finding } from '@banso/shared/rules/finding.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { clockTimeInJapan, type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { factsOfVisit } from '../../store/facts-elsewhere.ts';

/** What the expert does next with a visit that has ended. */
export type NextStep = 'chooseText' | 'fixTime' | 'writeSigned' | 'handOver' | 'writeReport' | 'submit';

/** Everything that is known against a visit; none before its programme's rules are known. */
export const findingsOf = (view: EngagementView, visit: Visit, today: Day): readonly Finding[] =>
  view.ruleSet === null ? [] : evaluateVisit(view.ruleSet, factsOfVisit(view, visit, today));

/** Times that cannot be: nobody should be asked to sign them. */
const IMPOSSIBLE_TIMES: readonly string[] = ['ends-before-start', 'in-the-future'];

/** One step at a time: times that can be, what the company will read, its signature, then the rest of the report. */
export const nextStep = (view: EngagementView, visit: Visit, findings: readonly Finding[]): NextStep => {
  if (visit.conflicts.length > 0) return 'chooseText';
  if (findings.some(({ code }) => IMPOSSIBLE_TIMES.includes(code))) return 'fixTime';
  if (standingConfirmation(view, visit) === null) return blankSigned(visit).length > 0 ? 'writeSigned' : 'handOver';
  return blocking(findings, 'submit').length > 0 ? 'writeReport' : 'submit';
};

/** The company's confirmation that still counts for these facts, newest first; null if there is none. */
export const standingConfirmation = (view: EngagementView, visit: Visit): Confirmation | null =>
  confirmationsOf(view.engagement, visit.id).findLast((one) => confirmationStands(visit, one)) ?? null;

/** Signed, but for facts that have changed since. */
export const hasFallenConfirmation = (view: EngagementView, visit: Visit): boolean =>
  confirmationsOf(view.engagement, visit.id).length > 0 && standingConfirmation(view, visit) === null;

/** Fields the company would sign blank. */
export const blankSigned = ({ fields }: Visit): readonly VisitField[] =>
  SIGNED_FIELDS.filter(
    (field) => String(fields[field]).trim() === '' && !(field === 'place' && fields.mode === 'online'),
  );

/** Net minutes of a visit under way, by the clock that will be shown and signed; null before its start. */
export const minutesSoFar = (visit: Visit, nowMs: number): number | null =>
  visit.time &&
  netMinutes({
    time: { ...visit.time, to: clockTimeInJapan(nowMs), toOn: dayInJapan(nowMs) },
    fields: visit.fields,
  });

/** The minutes that count against the programme's minimum. */
export const countedMinutes = (visit: Pick<Visit, 'fields'>, netOfBreak: number, ruleSet: RuleSet): number =>
  ruleSet.breaksDeducted.value ? netOfBreak : netOfBreak + visit.fields.breakMinutes;
