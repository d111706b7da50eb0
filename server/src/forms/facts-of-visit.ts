import { companyOn, companyParts } from '@banso/shared/company/company.ts';
import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { FormFacts } from '@banso/shared/forms/form-facts.ts';
import { personParts } from '@banso/shared/person/person.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import { Problem } from '../http/problem.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';

/** Everything a form of this visit may print, from one snapshot; null when the visit is not there. Throws `no_rules`. */
export const factsOfVisit = async (
  tx: Transaction,
  {
    tenant,
    engagement: id,
    visit: visitId,
    baseUrl,
  }: { readonly tenant: string; readonly engagement: string; readonly visit: string; readonly baseUrl: string },
): Promise<FormFacts | null> => {
  const engagement = engagementParts.fromParts(await partsOfAggregates(tx, [{ kind: 'engagement', id }]));
  const { core } = engagement;
  const visit = Object.hasOwn(engagement.visits, visitId) ? engagement.visits[visitId] : undefined;
  if (!core || !visit) return null;
  const inCharge = expertInCharge(engagement);
  const parts = await partsOfAggregates(tx, [
    { kind: 'company', id: core.company },
    { kind: 'programme', id: core.programme },
    ...(inCharge ? [{ kind: 'person', id: inCharge }] : []),
  ]);
  const ofKind = (kind: string) => parts.filter((part) => part.kind === kind);
  const programme = programmeParts.fromParts(ofKind('programme'));
  if (!programme) throw new Problem('no_rules');
  const company = companyParts.fromParts(ofKind('company'));
  const on = visit.time?.on ?? null;
  return {
    tenant,
    engagement,
    visit,
    // A paper names the company as it was called on the day: printed again after a change it is still the same paper.
    company: company && on !== null ? companyOn(company, on) : company,
    expert: personParts.fromParts(ofKind('person')),
    programme,
    baseUrl: baseUrl.replace(/\/$/, ''),
  };
};
