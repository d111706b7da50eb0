import { LEDGERS, type LedgerName } from '@banso/shared/payment/ledger-names.ts';
import type { LedgerGiven } from '@banso/shared/payment/ledger.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { DocumentsLedger } from './documents-ledger.tsx';
import { ledgerMessages as messages } from './ledger-messages.ts';
import { messages as common } from './messages.ts';
import { TotalsLedger } from './totals-ledger.tsx';
import { type Payments, usePayments } from './use-payments.ts';
import { WithholdingLedger } from './withholding-ledger.tsx';

/** 帳簿 of a programme, one at a time. */
export function LedgerScreen() {
  const { nowMs } = useBanso();
  const payments = usePayments();
  const [chosen, setChosen] = useState('');
  const [ledger, setLedger] = useState<LedgerName>('documents');
  if (!payments) return null;
  const { programmes } = payments;
  const programme = programmes.find(({ id }) => id === chosen) ?? programmes[0];
  const given = programme && ledgerGiven(payments, programme);
  const today = dayInJapan(nowMs());
  return (
    <DeskPlaces current="payments">
      <div className="payment">
        <ButtonLink look="text" icon="back" href={paths.payments}>
          {common.back}
        </ButtonLink>
        <h1>{messages.title}</h1>
        {programmes.length > 1 && (
          <SelectField
            label={messages.programme}
            none={messages.programme}
            value={programme?.id ?? ''}
            onChange={setChosen}
            choices={programmes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <div role="group" aria-label={messages.tabs} className="payment__search">
          {LEDGERS.map((one) => (
            <Button
              key={one}
              look={one === ledger ? 'solid' : 'outline'}
              aria-pressed={one === ledger}
              onClick={() => setLedger(one)}
            >
              {messages.names[one]}
            </Button>
          ))}
        </div>
        {given && ledger === 'documents' && <DocumentsLedger given={given} today={today} />}
        {given && ledger === 'totals' && <TotalsLedger given={given} today={today} />}
        {given && ledger === 'withholding' && <WithholdingLedger given={given} today={today} />}
      </div>
    </DeskPlaces>
  );
}

const ledgerGiven = ({ views, runs, nameOf }: Payments, programme: LedgerGiven['programme']): LedgerGiven => ({
  programme,
  engagements: views
    .filter(({ engagement }) => engagement.core?.programme === programme.id)
    .map(({ id, engagement, company }) => ({ id, engagement, company: company?.name ?? '' })),
  runs: runs.filter((run) => run.programme === programme.id),
  nameOf,
});
