import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { type Company, companyParts } from '@banso/shared/company/company.ts';
import { type CompanyContact, contactParts } from '@banso/shared/company/contact.ts';
import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { personParts } from '@banso/shared/person/person.ts';
import { type Programme, programmeParts } from '@banso/shared/programme/programme.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { tenantById } from '../store/tenants.ts';

/** All that is known about one company in one programme, as it stands. */
export type CompanyRecords = {
  readonly engagement: Engagement;
  readonly company: Company;
  readonly contact: CompanyContact | null;
  readonly programme: Programme;
  readonly expertName: string;
  readonly officeName: string;
  readonly sample: boolean;
};

/** Null when the engagement, its company or its programme is not there. */
export const companyRecords = async (
  tx: Transaction,
  { tenant, engagement: id }: { readonly tenant: string; readonly engagement: string },
): Promise<CompanyRecords | null> => {
  const partsOf = (kind: string, key: string) => partsOfAggregates(tx, [{ kind, id: key }]);
  const engagement = engagementParts.fromParts(await partsOf('engagement', id));
  const { core } = engagement;
  if (!core) return null;
  const company = companyParts.fromParts(await partsOf('company', core.company));
  const programme = programmeParts.fromParts(await partsOf('programme', core.programme));
  const office = await tenantById(tx, tenant);
  if (!company || !programme || !office) return null;
  const inCharge = expertInCharge(engagement);
  const expert = inCharge === null ? null : personParts.fromParts(await partsOf('person', inCharge));
  return {
    engagement,
    company,
    programme,
    contact: contactParts.fromParts(await partsOf('contact', core.company)),
    expertName: expert?.name ?? '',
    officeName: office.name,
    sample: office.sample,
  };
};
