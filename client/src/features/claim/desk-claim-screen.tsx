import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import { invoiceStands } from '@banso/shared/claim/draft-invoice.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { moneyMessages } from '../money-messages.ts';
import { paths } from '../paths.ts';
import { SettlementView } from '../settlement-view.tsx';
import { Deadline } from './claim-screen.tsx';
import { ClosingState } from './closing-section.tsx';
import { Invoices, MakeInvoice, type MakeInvoiceProps } from './invoice-section.tsx';
import { mayDo } from './may-do.ts';
import { messages } from './messages.ts';
import { PackageActions } from './package-actions.tsx';
import { MissingList, PackageState } from './package-section.tsx';
import { StopSection } from './stop-section.tsx';
import { TripRulings } from './trip-rulings.tsx';
import { useClaim } from './use-claim.ts';
import { type PayeeFacts, usePayeeFacts } from './use-payee-facts.ts';
import { VoidInvoice } from './void-invoice.tsx';

/** The office's look at an engagement's money: what it comes to and why, fares to decide about, and the package. */
export function DeskClaimScreen({ view }: { readonly view: EngagementView | null }) {
  return (
    <DeskPlaces current="more">
      <div className="claim__desk">
        {view && (
          <ButtonLink look="text" icon="back" href={paths.engagement(view.id)}>
            {messages.toEngagement}
          </ButtonLink>
        )}
        <h1>
          {messages.deskTitle}
          {view?.company && (
            <>
              {'　'}
              <span className="keep">{view.company.name}</span>
            </>
          )}
        </h1>
        {view ? (
          <Sections view={view} />
        ) : (
          <Notice kind="warn" title={messages.notFound}>
            <p>{messages.notFoundHint}</p>
          </Notice>
        )}
      </div>
    </DeskPlaces>
  );
}

function Sections({ view }: { readonly view: EngagementView }) {
  const payee = usePayeeFacts(view);
  return payee && <Known view={view} payee={payee} />;
}

function Known({ view, payee }: { readonly view: EngagementView; readonly payee: PayeeFacts }) {
  const claim = useClaim(view, payee);
  if (!claim?.ruleSet.money) return <p>{moneyMessages.noRules}</p>;
  const state = view.engagement.finalPackage?.state ?? null;
  return (
    <>
      <Deadline view={view} claim={claim} />
      <StopSection view={view} />
      <section aria-label={messages.package}>
        <h2>{messages.package}</h2>
        {state === null && <p>{messages.notFiled}</p>}
        <PackageState view={view} claim={claim} />
        {state !== 'approved' && (
          <MissingList missing={claim.missing} handedIn={state !== null && state !== 'sentBack'} />
        )}
        <PackageActions view={view} claim={claim} />
      </section>
      <section aria-label={messages.amounts}>
        <h2>{messages.amounts}</h2>
        <SettlementView settlement={claim.settlement} ruleSet={claim.ruleSet} assumed={payee.assumed} />
      </section>
      <TripRulings view={view} claim={claim} />
      <section aria-label={messages.closing}>
        <h2>{messages.closing}</h2>
        <ClosingState view={view} />
      </section>
      <section aria-label={messages.invoice}>
        <h2>{messages.invoice}</h2>
        <Invoices view={view} claim={claim} />
        <VoidInvoice view={view} />
        <Statement view={view} claim={claim} issuer={payee.issuer} />
      </section>
    </>
  );
}

/** Where the programme does so, the office makes the 仕入明細書 while no invoice stands. */
function Statement({ view, claim, issuer }: MakeInvoiceProps) {
  const { me } = useBanso();
  const { engagement } = view;
  const current = currentInvoice(engagement);
  const open = engagement.finalPackage === null || engagement.finalPackage.state === 'sentBack';
  const wanted = claim.ruleSet.money?.buyerStatement?.value === true && mayDo(me, view, 'statement-made@1');
  const stands = current !== null && invoiceStands({ engagement, ruleSet: claim.ruleSet }, current);
  return wanted && open && !stands ? <MakeInvoice view={view} claim={claim} issuer={issuer} maker="office" /> : null;
}
