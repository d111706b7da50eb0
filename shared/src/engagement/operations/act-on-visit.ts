import { done, type Flag, type Outcome } from '../../operation/define.ts';
import type { Operation } from '../../operation/envelope.ts';
import { type Refusal, refuse } from '../../operation/refusals.ts';
import { type Engagement, withVisit } from '../engagement.ts';
import { blankVisit, type KeptFact, type Visit } from '../visit.ts';

type OnVisit = { readonly visit: string };
type Changed = { readonly visit: Visit; readonly flags: readonly Flag[] };

/**
 * Records a fact about a visit. A visit not yet known is opened as a stub; a fact for an approved visit is kept beside it
 * as a late fact, so that what was approved stands and nothing that happened is dropped (L1).
 */
export const recordOnVisit = <Body extends OnVisit>(
  engagement: Engagement,
  operation: Operation<Body>,
  change: (visit: Visit) => Changed,
): Outcome<Engagement> => {
  if (!engagement.core) return refuse('unknown_record');
  const known = engagement.visits[operation.body.visit];
  if (known?.status === 'approved') return done(withVisit(engagement, withLateFact(known, operation)), 'late_fact');
  const { visit, flags } = change(known ?? blankVisit(operation.body.visit));
  return done(
    withVisit(engagement, visit),
    ...(known || visit.number !== null ? [] : ['stub_opened' as const]),
    ...flags,
  );
};

/** Asks for something about a visit that must exist and be in one of these states. */
export const askOnVisit = <Body extends OnVisit>(
  engagement: Engagement,
  operation: Operation<Body>,
  states: readonly Visit['status'][],
  change: (visit: Visit) => Visit | Refusal,
): Outcome<Engagement> => {
  const visit = engagement.visits[operation.body.visit];
  if (!visit) return refuse('unknown_record');
  if (!states.includes(visit.status)) return refuse('wrong_state', visit.status);
  const changed = change(visit);
  return 'refused' in changed ? changed : done(withVisit(engagement, changed));
};

/** Keeps a start or an end that was tapped again: another device, a double tap. The first one stands. */
export const withRepeatedTap = (visit: Visit, operation: Operation): Visit => ({
  ...visit,
  repeatedTaps: [...visit.repeatedTaps, keptFactOf(operation)],
});

const withLateFact = (visit: Visit, operation: Operation): Visit => ({
  ...visit,
  lateFacts: [...visit.lateFacts, keptFactOf(operation)],
});

const keptFactOf = (operation: Operation): KeptFact => ({
  operation: operation.id,
  type: operation.type,
  by: operation.actor,
  atMs: operation.clock.wallMs,
  body: JSON.stringify(operation.body),
});
