import * as v from 'valibot';
import { positionSchema } from '../evidence/distance.ts';
import { sha256Hex } from '../lib/hash.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { refuse } from '../operation/refusals.ts';
import { dayInJapan, daySchema } from '../time/day.ts';
import { type Company, factsOf } from './company.ts';

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
export const companyFacts = v.strictObject(factEntries);

export const companyBody = v.strictObject({
  ...factEntries,
  /** Where the registered address lies, for those experts who let their phone measure the distance to it. */
  position: v.exactOptional(positionSchema),
});

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
