import * as v from 'valibot';
import { defineOperation, done } from '../operation/define.ts';
import { onePartKind } from '../operation/parts.ts';
import { refuse } from '../operation/refusals.ts';
import { positionSchema } from '../evidence/distance.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';

const companyBody = v.strictObject({
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
  /** Where the registered address lies, for those experts who let their phone measure the distance to it. */
  position: v.exactOptional(positionSchema),
});

/** A supported company: the block that paper writes seven times (FY-C), entered once. */
export type Company = v.InferOutput<typeof companyBody> & { readonly id: string };

export const companyParts = onePartKind<Company>('B');

export const companyRegistered = defineOperation({
  type: 'company-registered@1',
  kind: 'company',
  nature: 'intent',
  retention: 'B',
  label: '支援企業の登録',
  by: ['staff', 'administrator'],
  needs: [],
  body: companyBody,
  apply: (company: Company | null, operation) =>
    company ? refuse('already_exists') : done({ id: operation.aggregate, ...operation.body }),
});
