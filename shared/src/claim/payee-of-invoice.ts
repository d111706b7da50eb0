import type { Engagement } from '../engagement/engagement.ts';
import type { EngagementInvoice } from '../engagement/engagement-invoice.ts';

/** Whom an invoice is paid to: who issued it, or who confirmed what the office made in its place. */
export const payeeOfInvoice = (
  { core }: Pick<Engagement, 'core'>,
  { maker, by, confirmed }: EngagementInvoice,
): string => (maker === 'expert' ? by : (confirmed?.by ?? core?.expert ?? ''));
