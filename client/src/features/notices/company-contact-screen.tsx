import { type CompanyContact, type ContactEntry, currentContact } from '@banso/shared/company/contact.ts';
import { maskMail, maskNumber } from '@banso/shared/lib/mask.ts';
import { tellsCompanies } from '@banso/shared/scope/reach.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { CompanyName } from '../phrases.tsx';
import { paths } from '../paths.ts';
import { RevealDialog, type RevealPurpose } from '../reveal-dialog.tsx';
import { companyMessages } from './company-messages.ts';
import { ContactForm } from './contact-form.tsx';
import { LinkSection } from './link-section.tsx';
import { messages } from './messages.ts';
import { instantWords } from './words.ts';

/** Where one company is told: the contact that holds, the form for another, what it was before, and the company's link. */
export function CompanyContactScreen({ company: id }: { readonly company: string }) {
  const { me, store } = useBanso();
  const known = useQuery(async (from) => ({ company: await from.company(id), contact: await from.contact(id) }), [id]);
  const [revealed, setRevealed] = useState(false);
  const [asking, setAsking] = useState(false);
  const reveal = (purpose: RevealPurpose) => {
    void store.noteLook({ event: 'revealed', purpose, subject: { kind: 'contact', aggregate: id, part: null } });
    setRevealed(true);
    setAsking(false);
  };
  const mayRegister =
    tellsCompanies(me.roles) && me.roles.some(({ role }) => role === 'staff' || role === 'administrator');
  return (
    <DeskPlaces current="notices">
      <div className="notices">
        <ButtonLink look="text" icon="back" href={paths.notices}>
          {messages.back}
        </ButtonLink>
        {known && !known.company && <p>{messages.unknownCompany}</p>}
        {known?.company && (
          <>
            <h1>
              {messages.contactTitle}　<CompanyName name={known.company.name} />
            </h1>
            <p>{messages.contactHint}</p>
            <ButtonLink look="text" href={paths.company(id)}>
              {companyMessages.toCompany}
            </ButtonLink>
            <Current contact={known.contact} revealed={revealed} onReveal={() => setAsking(true)} />
            <RevealDialog open={asking} onClose={() => setAsking(false)} onReveal={reveal} />
            {mayRegister && !revealed && currentContact(known.contact) && <p>{messages.maskedHint}</p>}
            {!mayRegister && <p>{messages.cannot}</p>}
            {mayRegister && (revealed || !currentContact(known.contact)) && (
              <>
                <ContactForm
                  key={known.contact?.entries.length ?? 0}
                  company={id}
                  entry={currentContact(known.contact)}
                />
                {known.contact && <LinkSection contact={known.contact} />}
              </>
            )}
            <History contact={known.contact} />
          </>
        )}
      </div>
    </DeskPlaces>
  );
}

type CurrentProps = {
  readonly contact: CompanyContact | null;
  readonly revealed: boolean;
  readonly onReveal: () => void;
};

function Current({ contact, revealed, onReveal }: CurrentProps) {
  const entry = currentContact(contact);
  if (!entry) return <p>{messages.none}</p>;
  return (
    <>
      <EntryFacts entry={revealed ? entry : masked(entry)} />
      {!revealed && (
        <Button icon="eye" onClick={onReveal}>
          {messages.showContact}
        </Button>
      )}
    </>
  );
}

/** As it is shown until somebody gives a purpose (FP-10-一c). */
const masked = (entry: ContactEntry): ContactEntry => ({
  ...entry,
  email: entry.email === null ? null : maskMail(entry.email),
  telephone: maskNumber(entry.telephone),
  fax: maskNumber(entry.fax),
  postalAddress: entry.postalAddress === '' ? '' : messages.hidden,
});

function EntryFacts({ entry }: { readonly entry: ContactEntry }) {
  const shown = (text: string | null) => (text === null || text === '' ? messages.notSet : text);
  return (
    <Facts>
      <Fact label={messages.preferred}>{messages.ways[entry.preferred]}</Fact>
      <Fact label={messages.email}>{shown(entry.email)}</Fact>
      <Fact label={messages.telephone}>{shown(entry.telephone)}</Fact>
      <Fact label={messages.fax}>{shown(entry.fax)}</Fact>
      <Fact label={messages.postal}>{shown(entry.postalAddress)}</Fact>
      <Fact label={messages.givenBy}>{messages.given(entry.givenBy, wareki(entry.givenOn))}</Fact>
    </Facts>
  );
}

function History({ contact }: { readonly contact: CompanyContact | null }) {
  const earlier = contact?.entries.slice(0, -1).toReversed() ?? [];
  if (earlier.length === 0) return null;
  return (
    <details className="notices__history">
      <summary>{messages.history}</summary>
      {earlier.map((entry) => (
        <div key={entry.atMs}>
          <p className="hint">
            <By entry={entry} />
          </p>
          <EntryFacts entry={masked(entry)} />
        </div>
      ))}
    </details>
  );
}

function By({ entry }: { readonly entry: ContactEntry }) {
  const person = useQuery((store) => store.person(entry.by), [entry.by]);
  return messages.entry(instantWords(entry.atMs), person?.name ?? entry.by);
}
