import type * as v from 'valibot';
import { onePartKind } from '../operation/parts.ts';
import type { Day } from '../time/day.ts';
import type { companyBody, companyFacts } from './operations.ts';

/** What may change of a company: another representative, another address, another name. */
export type CompanyFacts = v.InferOutput<typeof companyFacts>;

/** One change: what the company was until the day before `from`, who wrote it down, and why it changed. */
export type CompanyChange = {
  readonly from: Day;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
  readonly before: CompanyFacts;
};

/**
 * A supported company: the block that paper writes seven times (FY-C), entered once. The facts are those of today; `changes`,
 * oldest first, hold what they were. `position` is that of the registration, also after the company has moved.
 */
export type Company = v.InferOutput<typeof companyBody> & {
  readonly id: string;
  readonly changes?: readonly CompanyChange[];
};

export const companyParts = onePartKind<Company>('B');

/**
 * The company as it was on a day: a paper of a visit names it as it was called then. What was written down later counts for the
 * days from its own first one on, so that a wrong entry is mended by another.
 */
export const companyOn = (company: Company, day: Day): Company => {
  let facts = factsOf(company);
  for (const { from, before } of (company.changes ?? []).toReversed()) {
    if (day >= from) break;
    facts = before;
  }
  return { ...company, ...facts };
};

/** The changeable facts alone. */
export const factsOf = ({
  name,
  kana,
  address,
  business,
  industry,
  contact,
  representative,
  places,
}: CompanyFacts): CompanyFacts => ({ name, kana, address, business, industry, contact, representative, places });
