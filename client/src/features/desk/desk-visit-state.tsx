import { undecidedLateFacts } from '@banso/shared/engagement/late-facts.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { stateFacts, VisitState } from '../visit-state.tsx';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';
import { isSending } from './own-operations.tsx';

/** Where a visit stands as the desk sees it: a report handed in waits here, and a decision is none before its verdict. */
export function DeskVisitState({ view, visit }: Pick<DeskRow, 'view' | 'visit'>) {
  if (isSending({ view, visit })) return <StateMark state="waiting">{messages.stateSending}</StateMark>;
  if (visit.status === 'submitted' && visit.conflicts.length === 0) {
    return <StateMark state="submitted">{messages.stateToReview}</StateMark>;
  }
  const late = undecidedLateFacts(view.engagement, visit);
  if (late > 0) return <StateMark state="needsYou">{messages.stateLate(late)}</StateMark>;
  return <VisitState {...stateFacts(view, visit)} />;
}
