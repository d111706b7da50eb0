import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { InvoiceIssuer } from '@banso/shared/engagement/engagement-invoice.ts';
import type { SettlementFacts } from '@banso/shared/money/settlement.ts';
import {
  issuerOf,
  isTaxChecked,
  kindOf,
  newestAccount,
  type Payee,
  stateOfAccount,
} from '@banso/shared/payee/payee.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';

/** What is known here of whom the office pays. `assumed`: accounting has not decided who that is, it is reckoned as for an individual. */
export type PayeeFacts = {
  /** Null until the expert said how they invoice. */
  readonly issuer: InvoiceIssuer | null;
  readonly kind: SettlementFacts['payee'];
  /** The account that the final package names; the desk knows only that there is one. */
  readonly account: string | null;
  readonly assumed: boolean;
  /** Whether this device belongs to whoever is paid, so that it knows their accounts. */
  readonly own: boolean;
  /** Accounting has sent the newest account back. */
  readonly sentBack: boolean;
};

/** Undefined until the device has answered. */
export const usePayeeFacts = (view: EngagementView): PayeeFacts | undefined => {
  const { me } = useBanso();
  const person = expertInCharge(view.engagement);
  return useQuery(
    async (store) => ({
      ...factsOf(person === null ? null : await store.payee(person), view),
      own: person === me.person,
    }),
    [person, view, me.person],
  );
};

const factsOf = (payee: Payee | null, view: EngagementView): Omit<PayeeFacts, 'own'> => {
  const account = payee && newestAccount(payee);
  const issuer = payee && issuerOf(payee);
  const decided = payee ? kindOf(payee) : 'undecided';
  const kind = decided === 'undecided' ? 'individual' : decided;
  return {
    issuer: issuer && { ...issuer, name: account?.name ?? view.expert?.name ?? '' },
    // Whether the account agrees with it is accounting's to judge, who alone reads it.
    kind: {
      contract: kind,
      account: kind === 'corporation' ? 'corporation' : 'individual',
      checked: payee !== null && isTaxChecked(payee),
    },
    account: account?.id ?? payee?.standing?.account ?? null,
    assumed: decided === 'undecided',
    sentBack: account !== null && stateOfAccount(account) === 'sentBack',
  };
};
