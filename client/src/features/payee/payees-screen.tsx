import { expertsPaid } from '@banso/shared/engagement/team.ts';
import { kindOf, newestAccount, type Payee, stateOfAccount } from '@banso/shared/payee/payee.ts';
import { useQuery } from '../../sync/banso-context.tsx';
import type { ClientStore } from '../../store/client-store.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

/** Everybody who is paid in the programmes that this device holds, those with something to do first. */
export function PayeesScreen() {
  const payees = useQuery(readPayees, []);
  return (
    <>
      <h1>{messages.payeesTitle}</h1>
      <p>{messages.payeesHint}</p>
      {payees?.length === 0 && <p>{messages.payeesNone}</p>}
      {payees && (
        <Rows>
          {payees.map(({ person, name, payee }) => (
            <Row
              key={person}
              title={name}
              detail={messages.withholdingWords[payee ? kindOf(payee) : 'undecided']}
              aside={<Standing payee={payee} />}
              href={paths.payeeOf(person)}
            />
          ))}
        </Rows>
      )}
    </>
  );
}

const readPayees = async (store: ClientStore) => {
  const views = await store.engagements();
  const people = new Set(views.flatMap(({ engagement }) => expertsPaid(engagement)));
  const found = await Promise.all(
    [...people].map(async (person) => ({
      person,
      name: (await store.person(person))?.name ?? person,
      payee: await store.payee(person),
    })),
  );
  return found.toSorted((a, b) => urgency(a.payee) - urgency(b.payee) || (a.name < b.name ? -1 : 1));
};

const standing = (
  payee: Payee | null,
): { readonly state: 'waiting' | 'verified' | 'sentBack'; readonly end: string } | null => {
  const account = payee && newestAccount(payee);
  if (account) return { state: stateOfAccount(account), end: account.number.slice(-3) };
  return payee?.standing ? { state: payee.standing.state, end: payee.standing.numberEnd } : null;
};

const urgency = (payee: Payee | null): number => {
  const state = standing(payee)?.state;
  if (state === 'waiting' || (payee && kindOf(payee) === 'undecided' && state !== undefined)) return 0;
  return state === undefined ? 1 : 2;
};

function Standing({ payee }: { readonly payee: Payee | null }) {
  const known = standing(payee);
  if (!known) return <StateMark state="needsYou">{messages.noAccount}</StateMark>;
  const words = `${messages.states[known.state]}　${messages.numberEnd(known.end)}`;
  if (known.state === 'verified') return <StateMark state="sent">{words}</StateMark>;
  return <StateMark state={known.state === 'sentBack' ? 'returned' : 'needsYou'}>{words}</StateMark>;
}
