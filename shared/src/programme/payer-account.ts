import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { yenSchema } from '../money/yen.ts';
import type { Role } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import { refuse } from '../operation/refusals.ts';
import { daySchema } from '../time/day.ts';
import type { Programme } from './programme.ts';

const digits = (count: number, words: string) => v.pipe(v.string(), v.regex(new RegExp(`^\\d{${count}}$`), words));

/**
 * The account from which the office pays, and how its bank wants the file: the client code it gave (委託者コード), the orderer's name in
 * kana, symbols it takes in names, line ends, and what stands behind the last record. Source: requirements 4.1.
 */
const accountBody = v.strictObject({
  bank: digits(4, '銀行コードは4けたの数字です。'),
  bankName: filledTextSchema(60),
  bankKana: filledTextSchema(30),
  branch: digits(3, '支店コードは3けたの数字です。'),
  branchName: filledTextSchema(60),
  branchKana: filledTextSchema(30),
  type: v.picklist([1, 2, 9]),
  number: digits(7, '口座番号は7けたの数字です。'),
  code: digits(10, '振込依頼人コードは10けたの数字です。'),
  name: filledTextSchema(80),
  symbols: textSchema(20),
  lineEnds: v.picklist(['crlf', 'none']),
  ending: v.picklist(['plain', 'mark']),
});

export type PayerAccountFacts = v.InferOutput<typeof accountBody>;

type Deed = { readonly by: string; readonly atMs: number };

/** One version of the payer's account; a new one never changes what was paid from an old one. */
export type PayerAccount = PayerAccountFacts & Deed;

/** What the programme may spend, from a day on, and who decided it (交付決定 …). */
export type Budget = Deed & { readonly yen: number; readonly from: string; readonly basis: string };

const PAYERS = ['accounting'] as const satisfies readonly Role[];
const BUDGETERS = ['accounting', 'administrator'] as const satisfies readonly Role[];

/** The account that holds: the newest one. */
export const payerAccountOf = ({ payerAccounts }: Pick<Programme, 'payerAccounts'>): PayerAccount | null =>
  payerAccounts?.at(-1) ?? null;

/** The budget that holds on a day: the newest word whose day has come. */
export const budgetOn = ({ budgets }: Pick<Programme, 'budgets'>, day: string): Budget | null =>
  budgets?.findLast(({ from }) => from <= day) ?? null;

export const payerAccountRegistered = defineOperation({
  type: 'payer-account-registered@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'A',
  label: '支払元の口座の登録',
  by: PAYERS,
  needs: [],
  body: accountBody,
  grave: () => true,
  apply: (programme: Programme | null, { actor, clock, body }) => {
    if (!programme) return refuse('unknown_record');
    const account = { ...body, by: actor, atMs: clock.wallMs };
    return done({ ...programme, payerAccounts: [...(programme.payerAccounts ?? []), account] });
  },
});

export const budgetSet = defineOperation({
  type: 'budget-set@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'A',
  label: '予算額の登録',
  by: BUDGETERS,
  needs: [],
  body: v.strictObject({ yen: yenSchema, from: daySchema, basis: filledTextSchema(200) }),
  apply: (programme: Programme | null, { actor, clock, body }) => {
    if (!programme) return refuse('unknown_record');
    return done({ ...programme, budgets: [...(programme.budgets ?? []), { ...body, by: actor, atMs: clock.wallMs }] });
  },
});
