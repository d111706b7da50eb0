import { filingDeadline } from '@banso/shared/claim/filing-deadline.ts';
import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { messages as common } from '../messages.ts';
import { moneyMessages } from '../money-messages.ts';
import { paths } from '../paths.ts';
import { SettlementView } from '../settlement-view.tsx';
import { ClosingSection } from './closing-section.tsx';
import { InvoiceSection } from './invoice-section.tsx';
import { messages } from './messages.ts';
import { PackageSection, PackageState } from './package-section.tsx';
import { type Claim, useClaim } from './use-claim.ts';
import { type PayeeFacts, usePayeeFacts } from './use-payee-facts.ts';

/** 請求の見込み on the expert's phone: what it comes to, the company's word, the invoice, and all of it handed in at once. */
export function ClaimScreen({ view }: { readonly view: EngagementView | null }) {
  const { me } = useBanso();
  return (
    <Screen
      bar={
        <AppBar
          title={moneyMessages.title}
          subtitle={view?.company?.name}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
    >
      {view ? (
        <Sections view={view} />
      ) : (
        <Notice kind="info" title={messages.notFound}>
          <p>{messages.notFoundHint}</p>
        </Notice>
      )}
    </Screen>
  );
}

function Sections({ view }: { readonly view: EngagementView }) {
  const payee = usePayeeFacts(view);
  return payee && <Known view={view} payee={payee} />;
}

function Known({ view, payee }: { readonly view: EngagementView; readonly payee: PayeeFacts }) {
  const claim = useClaim(view, payee);
  if (!claim?.ruleSet.money) return <p>{moneyMessages.noRules}</p>;
  return (
    <>
      <Deadline view={view} claim={claim} />
      <Handed view={view} claim={claim} />
      <section className="section" aria-label={messages.amounts}>
        <SettlementView settlement={claim.settlement} ruleSet={claim.ruleSet} assumed={payee.assumed} />
      </section>
      <Trips view={view} claim={claim} />
      <ClosingSection view={view} claim={claim} />
      <InvoiceSection view={view} claim={claim} issuer={payee.issuer} />
      <PackageSection view={view} claim={claim} payee={payee} />
    </>
  );
}

type DeadlineProps = { readonly view: EngagementView; readonly claim: Claim };

/** The last day, and how many are left while the package is still to be handed in. */
export function Deadline({ view, claim: { ruleSet, today } }: DeadlineProps) {
  const { finalPackage } = view.engagement;
  const open = finalPackage === null || finalPackage.state === 'sentBack';
  const { words, daysLeft, article } = filingDeadline(ruleSet, today);
  const left = daysLeft > 0 ? messages.daysLeft(daysLeft) : daysLeft === 0 ? messages.today : messages.over(-daysLeft);
  return (
    <section className="claim__deadline" aria-label={messages.deadline}>
      <p>
        {messages.deadline}　<strong>{words}</strong>
      </p>
      <p>
        {open && <strong>{left}　</strong>}
        <small>{article}</small>
      </p>
      {open && daysLeft < 0 && <p>{messages.overHint}</p>}
    </section>
  );
}

/** Where the package is, before everything else once it was handed in; sent back, what comes next. */
function Handed({ view, claim }: DeadlineProps) {
  const { finalPackage } = view.engagement;
  if (!finalPackage) return null;
  return (
    <section className="section claim__state" aria-label={messages.packageState}>
      <PackageState view={view} claim={claim} />
      {finalPackage.state === 'sentBack' && <p className="hint">{messages.sentBackHint}</p>}
    </section>
  );
}

/** How the expert went to each visit: a press leads to where it is written. */
function Trips({ view, claim: { settlement } }: { readonly view: EngagementView; readonly claim: Claim }) {
  const visits = visitsInOrder(view.engagement).filter(({ status, time }) => status !== 'cancelled' && time?.to);
  if (visits.length === 0) return null;
  const travelOf = (visit: string) => settlement.claims.find((claim) => claim.visit.id === visit)?.travel;
  return (
    <section className="section" aria-label={messages.trips}>
      <h2>{messages.trips}</h2>
      <Rows>
        {visits.map((visit) => {
          const travel = travelOf(visit.id);
          return (
            <Row
              key={visit.id}
              href={paths.trip({ engagement: view.id, visit: visit.id })}
              title={common.number(visit.number)}
              detail={
                travel ? `${moneyMessages.travelKind[travel.kind]}　${yenWords(travel.yen)}` : messages.tripNotWritten
              }
            />
          );
        })}
      </Rows>
    </section>
  );
}
