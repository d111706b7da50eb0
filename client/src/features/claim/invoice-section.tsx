import { currentInvoice, invoicesInOrder } from '@banso/shared/claim/current-invoice.ts';
import { draftInvoice, invoiceStands } from '@banso/shared/claim/draft-invoice.ts';
import type { EngagementInvoice } from '@banso/shared/engagement/engagement-invoice.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { ROUNDING_WORDS, ROUNDINGS, yenWords } from '@banso/shared/money/yen.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, NewTabLink } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { draftKeys } from '../draft-keys.ts';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { type IssuerForm, issuerErrors, issuerFormOf, issuerOf } from './issuer.ts';
import { messages } from './messages.ts';
import type { Claim } from './use-claim.ts';

type InvoiceProps = { readonly view: EngagementView; readonly claim: Claim };

/** 様式第5号: every invoice that was made, and the next one with one press. */
export function InvoiceSection({ view, claim }: InvoiceProps) {
  const { engagement } = view;
  const current = currentInvoice(engagement);
  const handedIn = engagement.finalPackage !== null && engagement.finalPackage.state !== 'sentBack';
  const stands = current !== null && invoiceStands({ engagement, ruleSet: claim.ruleSet }, current);
  return (
    <section className="section" aria-label={messages.invoice}>
      <h2>{messages.invoice}</h2>
      <p className="hint">{messages.invoiceHint}</p>
      <Invoices view={view} claim={claim} />
      {current?.maker === 'office' && stands && !current.confirmed && (
        <ConfirmStatement view={view} invoice={current} />
      )}
      {!handedIn && !stands && <MakeInvoice view={view} claim={claim} maker="expert" />}
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
export function MakeInvoice({ view, claim, maker }: InvoiceProps & { readonly maker: EngagementInvoice['maker'] }) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const [what, setWhat] = useState('');
  const { engagement } = view;
  const { ruleSet, today, settlement } = claim;
  const current = currentInvoice(engagement);
  const last = invoicesInOrder(engagement).at(-1)?.issuer ?? null;
  const { form, change, drop } = useKeptForm<IssuerForm>(
    draftKeys.issuer(view.id),
    issuerFormOf(last, view.expert?.name ?? ''),
  );
  const issuer = issuerOf(form);
  const draft = draftInvoice({ engagement, ruleSet, issuer: issuer ?? ANYBODY, on: today });
  if (!draft) return <p>{messages.noRows}</p>;
  const yen = yenWords(draft.invoice.totalYen);
  const words =
    maker === 'office' ? messages.makeStatement(yen) : current ? messages.makeCorrected(yen) : messages.make(yen);
  const make = async () => {
    setTried(true);
    if (!issuer || (current && what.trim() === '')) return;
    const body = {
      invoice: newId(),
      on: today,
      issuer,
      seen: { totalYen: draft.invoice.totalYen, taxYen: draft.invoice.taxYen },
      replaces: current && { number: current.number, what: cleanText(what).trim() },
    };
    const type = maker === 'office' ? 'statement-made@1' : 'invoice-issued@1';
    if (!(await record({ type, aggregate: view.id, body }))) return;
    await drop();
    setTried(false);
  };
  const unsigned = settlement.claims.some(
    ({ state, why }) => state === 'held' && why.some(({ what: said }) => said === NOT_CONFIRMED),
  );
  return (
    <>
      <IssuerFields form={form} change={change} tried={tried} />
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
      {unsigned && <Notice kind="warn" title={messages.unsigned} />}
      <RecordProblemNotice problem={problem} />
      <Button look="solid" size="lg" wide busy={busy} onClick={() => void make()}>
        {words}
      </Button>
    </>
  );
}

/** The label of the finding `not-confirmed`. */
const NOT_CONFIRMED = '会社の確認がない';
const ANYBODY = { name: '', rounding: 'floor', registration: null, showsReferenceTax: false } as const;

type IssuerFieldsProps = {
  readonly form: IssuerForm;
  readonly change: (changed: Partial<IssuerForm>) => void;
  readonly tried: boolean;
};

function IssuerFields({ form, change, tried }: IssuerFieldsProps) {
  const errors = tried ? issuerErrors(form) : [];
  return (
    <fieldset className="claim__issuer">
      <legend>{messages.issuer}</legend>
      <TextField
        label={messages.issuerName}
        value={form.name}
        error={errors.includes('name') ? messages.errorBlank : undefined}
        onChange={(name) => change({ name })}
      />
      <TextField
        label={messages.issuerNumber}
        help={messages.issuerNumberHelp}
        autoComplete="off"
        value={form.number}
        error={errors.includes('number') ? messages.issuerNumberWrong : undefined}
        onChange={(number) => change({ number })}
      />
      {form.number.trim() !== '' && (
        <TextField
          label={messages.issuerFrom}
          type="date"
          width="medium"
          value={form.from}
          error={errors.includes('from') ? messages.issuerFromWrong : undefined}
          onChange={(from) => change({ from })}
        />
      )}
      <RadioGroup
        label={messages.rounding}
        value={form.rounding}
        onChange={(rounding) => change({ rounding })}
        choices={ROUNDINGS.map((value) => ({ value, label: ROUNDING_WORDS[value] }))}
      />
    </fieldset>
  );
}
