import { findingsOfPayee } from '@banso/shared/payee/account-findings.ts';
import { accountsOf, isTaxChecked, kindOf, newestAccount, type Payee } from '@banso/shared/payee/payee.ts';
import { lookupOf } from '@banso/shared/payee/registration-lookup.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { paths } from '../paths.ts';
import { RevealDialog } from '../reveal-dialog.tsx';
import { AbroadForm } from './abroad-form.tsx';
import { AccountPapers } from './account-papers.tsx';
import { CompareAccount } from './compare-account.tsx';
import { KindForm } from './kind-form.tsx';
import { LookupForm } from './lookup-form.tsx';
import { messages } from './messages.ts';
import { TaxFacts } from './tax-facts.tsx';

/** One payee, as accounting works on it: what stands in the way of paying, the kind, the account beside its pictures. */
export function PayeeScreen({ id }: { readonly id: string }) {
  const { me, store } = useBanso();
  const known = useQuery(async (from) => ({ person: await from.person(id), payee: await from.payee(id) }), [id]);
  // By account: a newer one is asked for anew.
  const [revealed, setRevealed] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const accounts = me.roles.some(({ role }) => role === 'accounting');
  if (!known) return null;
  const { person, payee } = known;
  if (!person) return <p>{messages.unknown}</p>;
  const account = payee && newestAccount(payee);
  const number = payee?.statements.at(-1)?.registration?.number;
  return (
    <>
      <ButtonLink look="text" icon="back" href={paths.payees}>
        {messages.backToPayees}
      </ButtonLink>
      <h1>{person.name}</h1>
      {accounts && <Findings payee={payee} person={person} />}
      <section className="section">
        <h2>{messages.tax}</h2>
        {!payee?.statements.length && <p>{messages.statedNone}</p>}
        <TaxFacts payee={payee} />
        <Decisions payee={payee} />
        {number !== undefined && <Lookup payee={payee} />}
        {accounts && id !== me.person && number !== undefined && (
          <div className="payee__step">
            <LookupForm person={id} number={number} />
          </div>
        )}
        {accounts && id !== me.person && <KindForm person={id} />}
        {accounts && id !== me.person && payee && kindOf(payee) === 'nonResident' && !isTaxChecked(payee) && (
          <AbroadForm person={id} />
        )}
      </section>
      {accounts && id === me.person && <p>{messages.notYours}</p>}
      {accounts && account && id !== me.person && (
        <section className="section">
          <h2>{messages.account}</h2>
          <CompareAccount
            key={account.id}
            person={person}
            payee={payee}
            account={account}
            revealed={revealed === account.id}
            onAsk={() => setAsking(true)}
          />
          <RevealDialog
            open={asking}
            onClose={() => setAsking(false)}
            onReveal={(purpose) => {
              const subject = { kind: 'payee', aggregate: id, part: `account/${account.id}` } as const;
              void store.noteLook({ event: 'revealed', purpose, subject });
              setRevealed(account.id);
              setAsking(false);
            }}
          />
          <AccountPapers person={id} masked />
          <Checks payee={payee} />
        </section>
      )}
    </>
  );
}

function Findings({ payee, person }: { readonly payee: Payee | null; readonly person: Person }) {
  const findings = findingsOfPayee(payee, { name: person.name });
  if (findings.length === 0) return <Notice kind="done" title={messages.ready} />;
  return (
    <Notice kind="warn" title={messages.waits}>
      <ul className="payee__findings">
        {findings.map(({ code, label, reason, mend, source }) => (
          <li key={code}>
            <strong>{label}</strong>
            <p>{reason}</p>
            <p>{mend}</p>
            <p className="hint">{messages.source(source)}</p>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Decisions({ payee }: { readonly payee: Payee | null }) {
  const decision = payee?.decisions.at(-1);
  const by = decision?.by ?? '';
  const checked = decision?.checked;
  const checker = checked?.by ?? '';
  const people = useQuery(
    async (store) => [await store.person(by), await store.person(checker)] as const,
    [by, checker],
  );
  if (!decision) return null;
  const [person, other] = people ?? [];
  return (
    <>
      <p className="hint">{messages.decidedBy(person?.name ?? by, when(decision.atMs), decision.reason)}</p>
      {checked && (
        <p className="hint">{messages.abroadBy(other?.name ?? checker, when(checked.atMs), checked.reason)}</p>
      )}
    </>
  );
}

/** What the public register said of the T number that holds now. */
function Lookup({ payee }: { readonly payee: Payee | null }) {
  const lookup = payee && lookupOf(payee);
  const by = lookup?.by ?? '';
  const person = useQuery((store) => store.person(by), [by]);
  if (!lookup) return <p className="hint">{messages.lookupNone}</p>;
  return (
    <>
      <p className="hint">
        {messages.lookupBy(person?.name ?? by, when(lookup.atMs), messages.lookupResults[lookup.found])}
      </p>
      {lookup.note !== '' && <p className="hint">{lookup.note}</p>}
    </>
  );
}

function Checks({ payee }: { readonly payee: Payee }) {
  const people = useQuery((store) => store.people(), []);
  const checks = accountsOf(payee).flatMap((account) => account.checks);
  if (checks.length === 0) return null;
  const nameOf = (id: string) => people?.find((one) => one.id === id)?.name ?? id;
  return (
    <ul className="payee__checks">
      {checks.toReversed().map(({ verdict, by, atMs, reason, released }) => (
        <li key={atMs}>
          {messages.checkedBy(messages.verdicts[verdict], nameOf(by), when(atMs))}
          {reason !== '' && <p className="hint">{released ? messages.releasedBecause(reason) : reason}</p>}
        </li>
      ))}
    </ul>
  );
}

const when = (atMs: number): string => `${wareki(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;
