import * as v from 'valibot';
import { positionSchema } from '../evidence/distance.ts';
import { sha256Hex } from '../lib/hash.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { onePartKind } from '../operation/parts.ts';
import { refuse } from '../operation/refusals.ts';
import { type Day, dayInJapan, daySchema } from '../time/day.ts';

const factEntries = {
  name: filledTextSchema(200),
  kana: textSchema(200),
  address: filledTextSchema(300),
  business: filledTextSchema(500),
  industry: filledTextSchema(100),
  /** 担当者氏名 (FY-C) */
  contact: filledTextSchema(100),
  representative: v.strictObject({ title: filledTextSchema(100), name: filledTextSchema(100) }),
  /** Rooms and sites the company is visited at, offered when the place is chosen. */
  places: v.array(filledTextSchema(100)),
} as const;
const companyFacts = v.strictObject(factEntries);

const companyBody = v.strictObject({
  ...factEntries,
  /** Where the registered address lies, for those experts who let their phone measure the distance to it. */
  position: v.exactOptional(positionSchema),
});

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

export const companyRegistered = defineOperation({
  type: 'company-registered@1',
  kind: 'company',
  nature: 'intent',
  retention: 'B',
  label: '支援企業の登録',
  by: ['staff', 'administrator'],
  needs: [],
  opens: true,
  body: companyBody,
  apply: (company: Company | null, operation) =>
    company ? refuse('already_exists') : done({ id: operation.aggregate, ...operation.body }),
});

/**
 * 代表者交代, 移転, 商号変更: the company as it is from a day on; what it was stays. Refused (`malformed`, `from`) for a day still to
 * come: until then the company is what it was. A confirmation keeps the names that were shown (decision 004).
 */
export const companyChanged = defineOperation({
  type: 'company-changed@1',
  kind: 'company',
  nature: 'intent',
  retention: 'B',
  label: '支援企業の登録内容の変更',
  by: ['staff', 'approver', 'administrator'],
  needs: [],
  body: v.strictObject({ from: daySchema, reason: filledTextSchema(500), facts: companyFacts }),
  basis: (company: Company | null) => company && sha256Hex(JSON.stringify(factsOf(company))),
  apply: (company: Company | null, { actor, clock, body }) => {
    if (!company) return refuse('unknown_record');
    const { from, reason, facts } = body;
    if (from > dayInJapan(clock.wallMs)) return refuse('malformed', 'from');
    const change = { from, reason, by: actor, atMs: clock.wallMs, before: factsOf(company) };
    return done({ ...company, ...facts, changes: [...(company.changes ?? []), change] });
  },
});
