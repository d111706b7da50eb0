import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { type Company, companyParts } from '@banso/shared/company/company.ts';
import { type CompanyContact, contactParts } from '@banso/shared/company/contact.ts';
import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { groupBy } from '@banso/shared/lib/group-by.ts';
import { personParts } from '@banso/shared/person/person.ts';
import { type Programme, programmeParts } from '@banso/shared/programme/programme.ts';
import { type AggregateKey, partsOfAggregates } from '../store/parts.ts';
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
  { tenant, engagement }: { readonly tenant: string; readonly engagement: string },
): Promise<CompanyRecords | null> =>
  (await companyRecordsOf(tx, { tenant, engagements: [engagement] })).get(engagement) ?? null;

/** The same for many, by engagement; what is not there is absent. */
export const companyRecordsOf = async (
  tx: Transaction,
  { tenant, engagements: ids }: { readonly tenant: string; readonly engagements: readonly string[] },
): Promise<ReadonlyMap<string, CompanyRecords>> => {
  const distinct = [...new Set(ids)];
  const office = await tenantById(tx, tenant);
  const partsOf = await readerOf(
    tx,
    distinct.map((id) => ({ kind: 'engagement', id })),
  );
  const engagements = distinct.map((id) => ({ id, engagement: engagementParts.fromParts(partsOf('engagement', id)) }));
  const around = await readerOf(
    tx,
    engagements.flatMap(({ engagement }) => whoIsIn(engagement)),
  );
  return new Map(
    engagements.flatMap(({ id, engagement }): [string, CompanyRecords][] => {
      const { core } = engagement;
      const company = core && companyParts.fromParts(around('company', core.company));
      const programme = core && programmeParts.fromParts(around('programme', core.programme));
      if (!core || !company || !programme || !office) return [];
      const inCharge = expertInCharge(engagement);
      const expert = inCharge === null ? null : personParts.fromParts(around('person', inCharge));
      const records: CompanyRecords = {
        engagement,
        company,
        programme,
        contact: contactParts.fromParts(around('contact', core.company)),
        expertName: expert?.name ?? '',
        officeName: office.name,
        sample: office.sample,
      };
      return [[id, records]];
    }),
  );
};

const whoIsIn = (engagement: Engagement): readonly AggregateKey[] => {
  const { core } = engagement;
  if (!core) return [];
  const inCharge = expertInCharge(engagement);
  return [
    { kind: 'company', id: core.company },
    { kind: 'contact', id: core.company },
    { kind: 'programme', id: core.programme },
    ...(inCharge === null ? [] : [{ kind: 'person', id: inCharge }]),
  ];
};

/** The parts of these records, read at once. */
const readerOf = async (tx: Transaction, keys: readonly AggregateKey[]) => {
  const parts = groupBy(await partsOfAggregates(tx, keys), ({ kind, aggregateId }) => `${kind}/${aggregateId}`);
  return (kind: string, id: string) => parts.get(`${kind}/${id}`) ?? [];
};
