import type { Visit } from '@banso/shared/engagement/visit.ts';
import { papersOnTheirWay } from '@banso/shared/engagement/paper.ts';
import type { EngagementView, OutboxEntry } from '../store/client-store.ts';
import { type MarkedState, StateMark } from '../ui/state-mark.tsx';
import { messages } from './messages.ts';

export type VisitStateProps = {
  readonly visit: Visit;
  /** The engagement's operations without a verdict. */
  readonly waiting: readonly OutboxEntry[];
  /** Photos of signed papers that the visit's confirmations rest on and the server does not have. */
  readonly papersUnsent?: number;
};

/** What a visit's state is read from. */
export const stateFacts = ({ engagement, waiting }: EngagementView, visit: Visit): VisitStateProps => ({
  visit,
  waiting,
  papersUnsent: papersOnTheirWay(engagement, visit.id).length,
});

/** Where a visit stands, in words. 送信済 is said only when nothing of it waits for the server's receipt; photos have words of their own. */
export function VisitState(props: VisitStateProps) {
  const { state, words } = stateOfVisit(props);
  return words === undefined ? <StateMark state={state} /> : <StateMark state={state}>{words}</StateMark>;
}

/**
 * Whether anything of the visit but its photos waits for the server: a photo on its way makes no sent report unsent, the paper
 * on which the company signed does.
 */
export const isUnsent = ({ visit, waiting, papersUnsent = 0 }: VisitStateProps): boolean =>
  papersUnsent > 0 || waiting.some(({ visit: of, type }) => of === visit.id && !type.startsWith('photo-'));

type Standing = { readonly state: MarkedState; readonly words?: string };

export function stateOfVisit({ visit, ...rest }: VisitStateProps): Standing {
  const unsent = isUnsent({ visit, ...rest });
  if (visit.conflicts.length > 0) return { state: 'needsYou', words: messages.stateConflict };
  return unsent ? unsentStates[visit.status] : sentStates[visit.status];
}

const sentStates: Readonly<Record<Visit['status'], Standing>> = {
  scheduled: { state: 'scheduled' },
  started: { state: 'running' },
  ended: { state: 'draft', words: messages.stateEnded },
  submitted: { state: 'sent', words: messages.stateSubmitted },
  sentBack: { state: 'returned' },
  approved: { state: 'approved' },
  cancelled: { state: 'cancelled' },
};

const waits = (words: string): Standing => ({ state: 'waiting', words });

const unsentStates: Readonly<Record<Visit['status'], Standing>> = {
  scheduled: waits(messages.stateUnsent),
  started: { state: 'running' },
  ended: waits(messages.stateEndedUnsent),
  submitted: waits(messages.stateSubmittedUnsent),
  sentBack: { state: 'returned' },
  approved: { state: 'approved' },
  cancelled: { state: 'cancelled' },
};
