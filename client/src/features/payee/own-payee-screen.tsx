import { addressInContracts } from '@banso/shared/engagement/contract-paper.ts';
import {
  accountsOf,
  type AccountVersion,
  newestAccount,
  type Payee,
  stateOfAccount,
} from '@banso/shared/payee/payee.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Comment, Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { OwnPlace } from '../own-place.tsx';
import { AccountFacts } from './account-facts.tsx';
import { AccountPapers } from './account-papers.tsx';
import { AccountForm } from './account-form.tsx';
import { messages } from './messages.ts';
import { TaxFacts } from './tax-facts.tsx';
import { TaxForm } from './tax-form.tsx';

/** An expert's own account and tax facts. */
export function OwnPayeeScreen() {
  const { me } = useBanso();
  const known = useQuery(
    async (store) => {
      const engagements = (await store.engagements()).map(({ engagement }) => engagement);
      return {
        person: await store.person(me.person),
        payee: await store.payee(me.person),
        address: addressInContracts(engagements, me.person),
      };
    },
    [me.person],
  );
  const [editing, setEditing] = useState<'account' | 'tax' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const edit = (what: 'account' | 'tax') => {
    setEditing(what);
    setDone(null);
  };
  const end = (words: string) => {
    setEditing(null);
    setDone(words);
  };
  return (
    <OwnPlace title={messages.title} current="more" back={messages.back}>
      <div className="payee">
        <p>{messages.intro}</p>
        {done !== null && <Notice kind="done" live title={done} />}
        {known?.person && editing === 'account' && (
          <>
            <AccountForm
              person={known.person}
              payee={known.payee}
              address={known.address}
              onRecorded={() => end(messages.recorded)}
            />
            <Button wide onClick={() => setEditing(null)}>
              {messages.cancel}
            </Button>
          </>
        )}
        {known && editing === null && (
          <>
            <Account payee={known.payee} onEdit={() => edit('account')} />
            <Tax payee={known.payee} onEdit={() => edit('tax')} />
          </>
        )}
        {known && editing === 'tax' && (
          <>
            <TaxForm
              person={me.person}
              statement={known.payee?.statements.at(-1) ?? null}
              onRecorded={() => end(messages.taxSaved)}
            />
            <Button wide onClick={() => setEditing(null)}>
              {messages.cancel}
            </Button>
          </>
        )}
      </div>
    </OwnPlace>
  );
}

type PartProps = { readonly payee: Payee | null; readonly onEdit: () => void };

function Account({ payee, onEdit }: PartProps) {
  const { me } = useBanso();
  const account = payee && newestAccount(payee);
  const state = account ? stateOfAccount(account) : null;
  const earlier = payee ? accountsOf(payee).slice(0, -1).toReversed() : [];
  return (
    <section className="section">
      <h2>{messages.account}</h2>
      {!account && <p>{messages.accountNone}</p>}
      {account && state === 'sentBack' && <SentBack account={account} />}
      {account && (
        <>
          <p>
            <AccountMark state={state ?? 'waiting'} />
          </p>
          <OwnAccount account={account} />
        </>
      )}
      <Button look={state === null || state === 'sentBack' ? 'solid' : 'outline'} wide onClick={onEdit}>
        {state === null ? messages.register : state === 'sentBack' ? messages.mend : messages.registerAgain}
      </Button>
      {account && <AccountPapers person={me.person} />}
      {earlier.length > 0 && (
        <details className="payee__earlier">
          <summary>{messages.earlier}</summary>
          {earlier.map((one) => (
            <AccountFacts key={one.id} account={one} revealed={false} />
          ))}
        </details>
      )}
    </section>
  );
}

/** One's own account: hidden from who looks over the shoulder, shown by a press, which is noted. */
function OwnAccount({ account }: { readonly account: AccountVersion }) {
  const { me, store } = useBanso();
  const [revealed, setRevealed] = useState(false);
  const toggle = () => {
    if (!revealed) {
      const subject = { kind: 'payee', aggregate: me.person, part: `account/${account.id}` } as const;
      void store.noteLook({ event: 'revealed', purpose: 'support', subject });
    }
    setRevealed(!revealed);
  };
  return (
    <>
      <AccountFacts account={account} revealed={revealed} />
      <Button icon="eye" onClick={toggle}>
        {revealed ? messages.hide : messages.reveal}
      </Button>
    </>
  );
}

function SentBack({ account }: { readonly account: AccountVersion }) {
  const check = account.checks.at(-1);
  const by = check?.by ?? '';
  const person = useQuery((store) => store.person(by), [by]);
  if (!check) return null;
  return (
    <Notice kind="warn" title={messages.sentBackTitle}>
      <Comment
        from={messages.sentBackFrom(
          person?.name ?? messages.accounting,
          `${monthAndDay(dayInJapan(check.atMs))}${clockTimeInJapan(check.atMs)}`,
        )}
      >
        {check.reason}
      </Comment>
      <p>{messages.sentBackHint}</p>
    </Notice>
  );
}

function AccountMark({ state }: { readonly state: 'waiting' | 'verified' | 'sentBack' }) {
  if (state === 'sentBack') return <StateMark state="returned">{messages.states.sentBack}</StateMark>;
  return <StateMark state={state === 'verified' ? 'sent' : 'waiting'}>{messages.states[state]}</StateMark>;
}

function Tax({ payee, onEdit }: PartProps) {
  const said = payee?.statements.at(-1);
  return (
    <section className="section">
      <h2>{messages.tax}</h2>
      {!said && <p>{messages.taxNone}</p>}
      <TaxFacts payee={payee} />
      <Button look={said ? 'outline' : 'solid'} wide onClick={onEdit}>
        {said ? messages.taxChange : messages.taxEdit}
      </Button>
    </section>
  );
}
