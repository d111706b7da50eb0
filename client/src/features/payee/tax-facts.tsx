import type { Payee } from '@banso/shared/payee/payee.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages } from './messages.ts';

/** What somebody said of their invoices, and what accounting decided. */
export function TaxFacts({ payee }: { readonly payee: Pick<Payee, 'statements' | 'decisions'> | null }) {
  const said = payee?.statements.at(-1);
  const decided = payee?.decisions.at(-1);
  return (
    <Facts>
      {said && (
        <>
          <Fact label={messages.stated}>{messages.kinds[said.kind]}</Fact>
          <Fact label={messages.tNumber}>
            {said.registration
              ? messages.taxNumber(
                  said.registration.number,
                  wareki(said.registration.from),
                  said.registration.until && wareki(said.registration.until),
                )
              : messages.unregistered}
          </Fact>
          <Fact label={messages.roundingShort}>{messages.roundings[said.rounding]}</Fact>
          {!said.registration && (
            <Fact label={messages.referenceTaxShort}>{said.showsReferenceTax ? messages.yes : messages.no}</Fact>
          )}
        </>
      )}
      <Fact label={messages.withholding}>
        {decided ? messages.withholdingWords[decided.kind] : messages.withholdingWords.undecided}
      </Fact>
    </Facts>
  );
}
