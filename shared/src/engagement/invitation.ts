import type { TimeBounds } from '../time/clock-reading.ts';
import type { Engagement } from './engagement.ts';

/**
 * The company was asked to confirm a visit on a device of its own: by the secret of a link that the expert's phone showed once.
 * Only the secret's hash is recorded, so that nobody who reads the records can confirm in the company's place.
 */
export type Invitation = {
  readonly id: string;
  readonly visit: string;
  /** SHA-256 of the link's secret. */
  readonly secretHash: string;
  readonly by: string;
  readonly operation: string;
  /** When the server learned of it; the link's days are counted from there, whatever the phone's clock says. */
  readonly bounds: TimeBounds;
};

/** How long a link may be used: an owner who wants to read it at home in peace has a week. A setting of the product, no article. */
export const INVITATION_DAYS = 7;

const DAY_MS = 86_400_000;

/** Why a link confirms nothing any more; null while it does. */
export type InvitationEnd = 'expired' | 'used';

/** Whether this link still confirms, and if not, why. One link is one confirmation. */
export const endOfInvitation = (
  engagement: Engagement,
  invitation: Invitation,
  nowMs: number,
): InvitationEnd | null => {
  const { notAfterMs } = invitation.bounds;
  if (notAfterMs !== null && nowMs > notAfterMs + INVITATION_DAYS * DAY_MS) return 'expired';
  return confirmationBy(engagement, invitation.id) === null ? null : 'used';
};

/** What was confirmed through this link. */
export const confirmationBy = (engagement: Engagement, invitation: string) =>
  Object.values(engagement.confirmations).find(({ guest }) => guest?.invitation === invitation) ?? null;

/** The newest invitation to confirm this visit (ids are UUIDv7); null if the company was never asked that way. */
export const latestInvitation = (engagement: Engagement, visit: string): Invitation | null =>
  Object.values(engagement.invitations)
    .filter((invitation) => invitation.visit === visit)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .at(-1) ?? null;
