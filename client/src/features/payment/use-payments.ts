import { type Payable, payablesOf } from '@banso/shared/payment/payables.ts';
import type { PaymentRun } from '@banso/shared/payment/payment-run.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { Payee } from '@banso/shared/payee/payee.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useQuery } from '../../sync/banso-context.tsx';

/** Everything about money that this device holds. */
export type Payments = {
  readonly programmes: readonly Programme[];
  readonly runs: readonly PaymentRun[];
  readonly views: readonly EngagementView[];
  readonly nameOf: (person: string) => string;
  readonly payeeOf: (person: string) => Payee | null;
};

/** Null until it was read. */
export const usePayments = (): Payments | null => {
  const known = useQuery(async (store) => {
    const [programmes, runs, views, people] = await Promise.all([
      store.programmes(),
      store.paymentRuns(),
      store.engagements(),
      store.people(),
    ]);
    const payees = await Promise.all(people.map(async ({ id }) => [id, await store.payee(id)] as const));
    return {
      programmes,
      runs,
      views,
      names: new Map(people.map(({ id, name }) => [id, name])),
      payees: new Map(payees),
    };
  }, []);
  if (!known) return null;
  const { names, payees, ...rest } = known;
  return {
    ...rest,
    nameOf: (person) => names.get(person) ?? person,
    payeeOf: (person) => payees.get(person) ?? null,
  };
};

/** The invoices of a programme, with what stands against each as far as this device knows. */
export const payablesIn = ({ views, runs, nameOf, payeeOf }: Payments, programme: Programme): readonly Payable[] =>
  views
    .filter(({ engagement }) => engagement.core?.programme === programme.id)
    .flatMap(({ id, engagement }) => payablesOf({ id, engagement, programme, runs, payeeOf, nameOf }));

/** A company's name by its engagement. */
export const companyIn = ({ views }: Pick<Payments, 'views'>, engagement: string): string =>
  views.find(({ id }) => id === engagement)?.company?.name ?? '';
