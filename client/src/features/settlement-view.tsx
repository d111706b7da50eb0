import { taxWithin } from '@banso/shared/money/invoice-line.ts';
import type { Settlement } from '@banso/shared/money/settlement.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { messages as common } from './messages.ts';
import { moneyMessages as messages } from './money-messages.ts';
import { Steps } from './money-steps.tsx';

export type SettlementViewProps = {
  readonly settlement: Settlement;
  readonly ruleSet: RuleSet;
  /** Who is paid is not decided yet: what is withheld was reckoned as for an individual. */
  readonly assumed: boolean;
};

/** 請求の見込み: what an engagement comes to as its record stands, what holds it, and every step with its article. */
export function SettlementView({ settlement, ruleSet, assumed }: SettlementViewProps) {
  const { invoice, payment, holds, notes, why } = settlement;
  if (!ruleSet.money) return <p>{messages.noRules}</p>;
  return (
    <>
      {invoice && payment ? (
        <div className="money-sum">
          <Facts>
            <Fact label={messages.fee}>{yenWords(invoice.feeYen)}</Fact>
            <Fact label={messages.travel}>{yenWords(invoice.travelYen)}</Fact>
            <Fact label={messages.total}>
              <strong>{yenWords(invoice.totalYen)}</strong>
            </Fact>
            <Fact label={messages.tax}>{yenWords(invoice.taxYen)}</Fact>
            <UnitTaxes settlement={settlement} ruleSet={ruleSet} />
            <Fact label={messages.withheld}>{yenWords(payment.withheldYen)}</Fact>
            <Fact label={messages.transfer}>{yenWords(payment.transferYen)}</Fact>
          </Facts>
          {assumed && <p className="hint">{messages.assumed}</p>}
        </div>
      ) : (
        <p>{messages.nothing}</p>
      )}
      {holds.length > 0 && (
        <Notice kind="warn" title={messages.holds}>
          <Steps steps={holds} />
        </Notice>
      )}
      {notes.length > 0 && (
        <Notice kind="info" title={messages.notes}>
          <Steps steps={notes} />
        </Notice>
      )}
      <VisitClaims settlement={settlement} />
      <details>
        <summary>{messages.why}</summary>
        <Steps steps={why} />
      </details>
    </>
  );
}

/** the tax that the procedure's unit taxes would add up to, beside the legal one; only where the two differ. */
function UnitTaxes({ settlement: { claims, invoice }, ruleSet }: Pick<SettlementViewProps, 'settlement' | 'ruleSet'>) {
  const [group, ...others] = invoice?.groups ?? [];
  if (!invoice || !group || others.length > 0) return null;
  const tax = (yen: number) => taxWithin(yen, group.ratePercent, 'floor');
  const summed = claims
    .filter(({ state }) => state !== 'notPayable')
    .reduce((sum, { travel }) => sum + tax(ruleSet.money?.fee?.value ?? 0) + tax(travel?.yen ?? 0), 0);
  if (summed === invoice.taxYen) return null;
  return (
    <Fact stacked label={messages.taxUnits} note={messages.taxUnitsWhy(yenWords(Math.abs(invoice.taxYen - summed)))}>
      {yenWords(summed)}
    </Fact>
  );
}

function VisitClaims({ settlement: { claims } }: { readonly settlement: Settlement }) {
  if (claims.length === 0) return null;
  return (
    <section className="section" aria-label={messages.visits}>
      <h3>{messages.visits}</h3>
      <ul className="money-visits">
        {claims.map(({ visit, state, why, travel }) => (
          <li key={visit.id}>
            <p>
              <strong>{common.number(visit.number)}</strong>　{visit.time && wareki(visit.time.on)}　
              <span className="keep">{messages.claimState[state]}</span>
            </p>
            {travel && (
              <p>
                {messages.travelKind[travel.kind]}　{yenWords(travel.yen)}
              </p>
            )}
            {state !== 'payable' && <Steps steps={why} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
