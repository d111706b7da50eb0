import { currentInvoice, invoicesInOrder } from '@banso/shared/claim/current-invoice.ts';
import { draftInvoice, invoiceStands } from '@banso/shared/claim/draft-invoice.ts';
import type { EngagementInvoice, InvoiceIssuer } from '@banso/shared/engagement/engagement-invoice.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { ROUNDING_WORDS, yenWords } from '@banso/shared/money/yen.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { Link } from 'wouter';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink, NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import type { Claim } from './use-claim.ts';
import { VoidInvoice } from './void-invoice.tsx';

type InvoiceProps = { readonly view: EngagementView; readonly claim: Claim };

/** `issuer` null: the expert has not said how they invoice. */
export type MakeInvoiceProps = InvoiceProps & { readonly issuer: InvoiceIssuer | null };

/** 様式第5号: every invoice that was made, and the next one with one press. */
export function InvoiceSection({ view, claim, issuer }: MakeInvoiceProps) {
  const { engagement } = view;
  const current = currentInvoice(engagement);
  const handedIn = engagement.finalPackage !== null && engagement.finalPackage.state !== 'sentBack';
  const stands = current !== null && invoiceStands({ engagement, ruleSet: claim.ruleSet }, current);
  return (
    <section className="section claim__part" aria-label={messages.invoice}>
      <h2>{messages.invoice}</h2>
      <p className="hint">{messages.invoiceHint}</p>
      <Invoices view={view} claim={claim} />
      {current?.maker === 'office' && stands && !current.confirmed && (
        <ConfirmStatement view={view} invoice={current} />
      )}
      <VoidInvoice view={view} />
      {!handedIn && !stands && <MakeInvoice view={view} claim={claim} issuer={issuer} maker="expert" />}
    </section>
  );
}

/** Every invoice with its number, whether it still stands, and its paper. */
export function Invoices({ view, claim }: InvoiceProps) {
  const { reachable } = useSyncStatus();
  const { engagement } = view;
  const current = currentInvoice(engagement);
  const invoices = invoicesInOrder(engagement);
  if (invoices.length === 0) return null;
  return (
    <>
      <ul className="claim__invoices">
        {invoices.map((invoice) => (
          <li key={invoice.id}>
            <p>{messages.invoiceOf(invoice.number, wareki(invoice.on), yenWords(invoice.invoice.totalYen))}</p>
            <p className="hint">{stateWords(view, claim, { invoice, isCurrent: invoice.id === current?.id })}</p>
            {reachable !== false && !isUnsent(view, invoice) && (
              <NewTabLink look="text" href={paths.invoice({ engagement: view.id, invoice: invoice.id })}>
                {messages.open(invoice.maker === 'office' ? messages.statement : messages.invoice)}
              </NewTabLink>
            )}
          </li>
        ))}
      </ul>
      {reachable === false && <p className="hint">{common.papersOffline}</p>}
    </>
  );
}

const isUnsent = ({ waiting }: EngagementView, { operation }: EngagementInvoice): boolean =>
  waiting.some(({ id }) => id === operation);

const stateWords = (
  view: EngagementView,
  { ruleSet }: Claim,
  { invoice, isCurrent }: { readonly invoice: EngagementInvoice; readonly isCurrent: boolean },
): string => {
  const { engagement } = view;
  if (invoice.voided) return messages.voided(invoice.voided.reason);
  const next = Object.values(engagement.invoices).find(({ replaces }) => replaces?.number === invoice.number);
  if (next) return messages.replacedBy(next.number);
  if (isCurrent && !invoiceStands({ engagement, ruleSet }, invoice)) return messages.fell;
  if (isUnsent(view, invoice)) return messages.numberGuess;
  if (invoice.maker === 'office') return invoice.confirmed ? messages.statementConfirmed : messages.statementSent;
  return messages.stands;
};

function ConfirmStatement({ view, invoice }: { readonly view: EngagementView; readonly invoice: EngagementInvoice }) {
  const { record, busy, problem } = useRecord();
  return (
    <>
      <p>{messages.statementWaits}</p>
      <RecordProblemNotice problem={problem} />
      <Button
        look="solid"
        wide
        busy={busy}
        onClick={() =>
          void record({ type: 'statement-confirmed@1', aggregate: view.id, body: { invoice: invoice.id } })
        }
      >
        {messages.confirmStatement}
      </Button>
    </>
  );
}

/** The next invoice as it will be, and the press that makes it. An earlier one that fell is named, with what changed. */
export function MakeInvoice({
  view,
  claim,
  issuer,
  maker,
}: MakeInvoiceProps & { readonly maker: EngagementInvoice['maker'] }) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const [what, setWhat] = useState('');
  const { engagement } = view;
  const { ruleSet, today } = claim;
  const current = currentInvoice(engagement);
  const draft = issuer && draftInvoice({ engagement, ruleSet, issuer, on: today });
  if (!issuer) return <NoIssuer maker={maker} />;
  if (!draft) return <p>{messages.noRows}</p>;
  const { totalYen, taxYen } = draft.invoice;
  const yen = yenWords(totalYen);
  const made = current ? messages.makeCorrected(yen) : messages.make(yen);
  const make = async () => {
    setTried(true);
    if (current && what.trim() === '') return;
    const body = {
      invoice: newId(),
      on: today,
      issuer: { ...issuer, registration: issuer.registration && { ...issuer.registration } },
      seen: { totalYen, taxYen },
      replaces: current && { number: current.number, what: cleanText(what).trim() },
    };
    const type = maker === 'office' ? 'statement-made@1' : 'invoice-issued@1';
    if (await record({ type, aggregate: view.id, body })) setTried(false);
  };
  return (
    <>
      <IssuerFacts issuer={issuer} maker={maker} />
      {current && (
        <TextField
          label={messages.whatChanged}
          need="required"
          help={messages.whatChangedHelp}
          value={what}
          error={tried && what.trim() === '' ? messages.errorBlank : undefined}
          onChange={setWhat}
        />
      )}
      {draft.unsigned && <Notice kind="warn" title={messages.unsigned} />}
      <RecordProblemNotice problem={problem} />
      <Button look="solid" size="lg" wide busy={busy} onClick={() => void make()}>
        {maker === 'office' ? messages.makeStatement(yen) : made}
      </Button>
    </>
  );
}

function NoIssuer({ maker }: { readonly maker: EngagementInvoice['maker'] }) {
  return (
    <Notice
      kind="info"
      title={messages.noIssuer[maker]}
      actions={maker === 'expert' && <ButtonLink href={paths.payee}>{messages.toAccount}</ButtonLink>}
    />
  );
}

/** Who the invoice is made out by: said once, on the screen of account and tax. */
function IssuerFacts({
  issuer,
  maker,
}: {
  readonly issuer: InvoiceIssuer;
  readonly maker: EngagementInvoice['maker'];
}) {
  const { name, registration, rounding } = issuer;
  return (
    <Facts>
      <Fact label={messages.issuerName}>{name}</Fact>
      <Fact label={messages.issuerNumber}>{registration?.number ?? messages.notRegistered}</Fact>
      <Fact label={messages.rounding} note={maker === 'expert' && <Link href={paths.payee}>{messages.toAccount}</Link>}>
        {ROUNDING_WORDS[rounding]}
      </Fact>
    </Facts>
  );
}
