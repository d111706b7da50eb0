import { type Company, factsOf } from '@banso/shared/company/company.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { CompanyName } from '../phrases.tsx';
import { CompanyChangeForm } from './company-change-form.tsx';
import { changedLines, factLines } from '../company-facts.ts';
import { companyMessages as messages } from './company-messages.ts';
import { messages as notices } from './messages.ts';
import { instantWords } from './words.ts';

const MAY_CHANGE = ['staff', 'approver', 'administrator'];

/** What is registered of one company, the form for what has changed, and what it was before. */
export function CompanyScreen({ company: id }: { readonly company: string }) {
  const { me } = useBanso();
  const [done, setDone] = useState(false);
  const known = useQuery(async (store) => ({ company: await store.company(id) }), [id]);
  const company = known?.company;
  return (
    <DeskPlaces current="notices">
      <div className="notices">
        <ButtonLink look="text" icon="back" href={paths.companyContact(id)}>
          {messages.toContact}
        </ButtonLink>
        {known && !company && <p>{notices.unknownCompany}</p>}
        {company && (
          <>
            <h1>
              {messages.title}　<CompanyName name={company.name} />
            </h1>
            <p>{messages.hint}</p>
            <Current company={company} />
            {done && <Notice kind="done" live title={messages.changed} />}
            {me.roles.some(({ role }) => MAY_CHANGE.includes(role)) ? (
              <CompanyChangeForm key={company.changes?.length ?? 0} company={company} onChanged={() => setDone(true)} />
            ) : (
              <p>{messages.cannot}</p>
            )}
            <History company={company} />
          </>
        )}
      </div>
    </DeskPlaces>
  );
}

function Current({ company }: { readonly company: Company }) {
  const from = company.changes?.at(-1)?.from;
  return (
    <>
      <h2>{messages.now(from === undefined ? null : wareki(from))}</h2>
      <Facts>
        {factLines(company).map(({ label, value }) => (
          <Fact key={label} label={label}>
            {value === '' ? notices.notSet : value}
          </Fact>
        ))}
      </Facts>
    </>
  );
}

/** Each earlier state by what of it is another one since; newest first. */
function History({ company }: { readonly company: Company }) {
  const changes = company.changes ?? [];
  if (changes.length === 0) return null;
  return (
    <section className="notices__history">
      <h2>{messages.history}</h2>
      {changes
        .map((change, i) => ({ change, after: changes[i + 1]?.before ?? factsOf(company) }))
        .toReversed()
        .map(({ change, after }) => (
          <div key={change.atMs}>
            <h3>{messages.until(wareki(change.from))}</h3>
            {changedLines(change.before, after).map(({ label, value }) => (
              <p key={label}>{messages.was(label, value)}</p>
            ))}
            <By {...change} />
          </div>
        ))}
    </section>
  );
}

function By({ by, atMs, reason }: { readonly by: string; readonly atMs: number; readonly reason: string }) {
  const person = useQuery((store) => store.person(by), [by]);
  return <p className="hint">{messages.entry(instantWords(atMs), person?.name ?? by, reason)}</p>;
}
