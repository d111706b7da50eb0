import { claimOf, filedInTime, filingOf } from '@banso/shared/claim/claim-of.ts';
import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import { type Missing, missingForPackage } from '@banso/shared/claim/package-missing.ts';
import { standingReport } from '@banso/shared/claim/standing-report.ts';
import type { Settlement } from '@banso/shared/money/settlement.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { otherVisitsOf } from '../../store/facts-elsewhere.ts';
import { useNow } from '../../sync/use-now.ts';
import type { PayeeFacts } from './use-payee-facts.ts';

/** Everything that the screens of a claim say, reckoned from the record as it stands on this device. */
export type Claim = {
  readonly ruleSet: RuleSet;
  readonly settlement: Settlement;
  readonly missing: readonly Missing[];
  readonly today: Day;
};

/** Null where the programme's rules have not reached this device. */
export const useClaim = (view: EngagementView, payee: PayeeFacts): Claim | null => {
  const today = dayInJapan(useNow());
  const { engagement, ruleSet } = view;
  if (!ruleSet) return null;
  const facts = { engagement, ruleSet, otherVisits: otherVisitsOf(view), today };
  const { finalPackage } = engagement;
  const issuer = currentInvoice(engagement)?.issuer ?? payee.issuer ?? UNREGISTERED;
  return {
    ruleSet,
    today,
    settlement: claimOf({
      ...facts,
      issuer,
      payee: payee.kind,
      // Before it is handed in, what is foreseen is what comes to be paid when it is handed in in time.
      filing: finalPackage ? filingOf(finalPackage) : filedInTime(ruleSet),
      stops: 'hold',
    }),
    missing: missingForPackage({
      ...facts,
      finalReport: standingReport(engagement) !== null,
      // The desk has no accounts: there, what was handed in names one.
      account: payee.account !== null || (finalPackage !== null && !payee.own),
    }),
  };
};

const UNREGISTERED = { rounding: 'floor', registration: null, showsReferenceTax: false } as const;
