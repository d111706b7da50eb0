import { companyParts } from '@banso/shared/company/company.ts';
import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { PaperFacts } from '@banso/shared/forms/form-facts.ts';
import { payeeParts } from '@banso/shared/payee/payee.ts';
import { personParts } from '@banso/shared/person/person.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import { Problem } from '../http/problem.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';

/** Everything that papers of this engagement may print, from one snapshot; null when it is not there. Throws `no_rules`. */
export const factsOfPaper = async (
  tx: Transaction,
  {
    tenant,
    engagement: id,
    baseUrl,
    payee: paid = null,
  }: {
    readonly tenant: string;
    readonly engagement: string;
    readonly baseUrl: string;
    /** Whose bank data the paper shows; null for every other paper. */
    readonly payee?: string | null;
  },
): Promise<PaperFacts | null> => {
  const engagement = engagementParts.fromParts(await partsOfAggregates(tx, [{ kind: 'engagement', id }]));
  const { core } = engagement;
  if (!core) return null;
  const inCharge = expertInCharge(engagement);
  const parts = await partsOfAggregates(tx, [
    { kind: 'company', id: core.company },
    { kind: 'programme', id: core.programme },
    ...(inCharge ? [{ kind: 'person', id: inCharge }] : []),
  ]);
  const ofKind = (kind: string) => parts.filter((part) => part.kind === kind);
  const programme = programmeParts.fromParts(ofKind('programme'));
  if (!programme) throw new Problem('no_rules');
  return {
    tenant,
    engagement,
    company: companyParts.fromParts(ofKind('company')),
    expert: personParts.fromParts(ofKind('person')),
    programme,
    ...(paid === null ? {} : await payeeFacts(tx, paid)),
    baseUrl: baseUrl.replace(/\/$/, ''),
  };
};

const payeeFacts = async (tx: Transaction, id: string): Promise<Pick<PaperFacts, 'payee'>> => {
  const parts = await partsOfAggregates(tx, [
    { kind: 'person', id },
    { kind: 'payee', id },
  ]);
  const person = personParts.fromParts(parts.filter(({ kind }) => kind === 'person'));
  const record = payeeParts.fromParts(parts.filter(({ kind }) => kind === 'payee'));
  return person ? { payee: { person, record } } : {};
};
