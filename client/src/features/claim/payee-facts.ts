import type { Issuer } from '@banso/shared/money/invoice-line.ts';
import type { SettlementFacts } from '@banso/shared/money/settlement.ts';

/** What is known here of whom the office pays. `assumed`: nobody has decided who that is, it is reckoned as for an individual. */
export type PayeeFacts = {
  readonly issuer: Issuer | null;
  readonly kind: SettlementFacts['payee'];
  readonly account: string | null;
  readonly assumed: boolean;
};

export const UNKNOWN_PAYEE: PayeeFacts = {
  issuer: null,
  kind: { contract: 'individual', account: 'individual' },
  account: null,
  assumed: true,
};
