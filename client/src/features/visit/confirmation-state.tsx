import { papersNamed } from '@banso/shared/engagement/paper.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { endOfInvitation, latestInvitation } from '@banso/shared/engagement/invitation.ts';
import { photosNamedBy } from '@banso/shared/evidence/confirmation.ts';
import { useId } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useNow } from '../../sync/use-now.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { ConfirmedHow } from '../confirmed-how.tsx';
import { PaperCopies } from '../paper-copies.tsx';
import { messages } from './messages.ts';
import { hasFallenConfirmation, standingConfirmation } from './visit-step.ts';

/** Whether the company's word counts for these facts, with the signature itself. */
export function ConfirmationState({ view, visit }: { readonly view: EngagementView; readonly visit: Visit }) {
  const titleId = useId();
  const now = useNow();
  if (!visit.time?.to) return null;
  const confirmation = standingConfirmation(view, visit);
  return (
    <section className="section" aria-labelledby={titleId}>
      <h2 id={titleId}>{messages.confirmation}</h2>
      {confirmation ? (
        <>
          <StateMark state="signed">{messages.signedBy(confirmation.signer.title, confirmation.signer.name)}</StateMark>
          <ConfirmedHow confirmation={confirmation} />
          <PaperCopies engagement={view.id} papers={papersNamed(view.engagement, photosNamedBy(confirmation))} />
        </>
      ) : (
        <>
          <StateMark state="unsigned">
            {hasFallenConfirmation(view, visit) ? messages.fallen : messages.notSigned}
          </StateMark>
          {isAsked(view, visit, now) && (
            <>
              <p>{messages.guestAsked}</p>
              <p className="hint">{messages.guestAskedHint}</p>
            </>
          )}
        </>
      )}
    </section>
  );
}

/** Whether a link for the company's own device still waits to be used. */
const isAsked = ({ engagement }: EngagementView, { id }: Visit, nowMs: number): boolean => {
  const invitation = latestInvitation(engagement, id);
  return invitation !== null && endOfInvitation(engagement, invitation, nowMs) === null;
};
