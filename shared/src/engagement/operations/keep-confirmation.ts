import {
  type Confirmation,
  type ConfirmationBody,
  type GuestConfirmationBody,
  isDisproved,
  photosNamedBy,
} from '../../evidence/confirmation.ts';
import { sha256Hex } from '../../lib/hash.ts';
import type { Context } from '../../operation/context.ts';
import { done, type Outcome } from '../../operation/define.ts';
import type { Operation } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { areEvidence } from '../paper.ts';

/** What is known at the moment it is kept; `enteredBy`: who of the office entered it from a paper. */
type Kept = Pick<Context, 'bounds' | 'deviceProof' | 'codeProof'> & { readonly enteredBy?: string };

/** Keeps a confirmation as it came, wherever it was given; flagged when something about it is disproved, or comes late. */
export const keepConfirmation = (
  engagement: Engagement,
  operation: Operation<ConfirmationBody | GuestConfirmationBody>,
  { bounds, deviceProof, codeProof, enteredBy }: Kept,
): Outcome<Engagement> => {
  if (!engagement.core) return refuse('unknown_record');
  const { confirmation: id, ...body } = operation.body;
  if (engagement.confirmations[id]) return refuse('already_exists', id);
  const photos = photosNamedBy(body);
  const late = engagement.visits[body.visit]?.status === 'approved';
  const confirmation: Confirmation = {
    guest: null,
    ...body,
    id,
    device: operation.device,
    operation: operation.id,
    reading: operation.clock,
    bounds,
    deviceProof,
    codeProof,
    paperProof:
      photos.length === 0 ? null : areEvidence(engagement, { photos, visit: body.visit, by: operation.actor }),
    enteredBy: enteredBy ?? null,
    ...(late ? { afterApproval: true } : {}),
  };
  const proven = sha256Hex(body.text) === body.hash && !isDisproved(confirmation);
  return done(
    { ...engagement, confirmations: { ...engagement.confirmations, [id]: confirmation } },
    ...(proven ? [] : (['signature_unproven'] as const)),
    ...(late ? (['late_fact'] as const) : []),
  );
};
