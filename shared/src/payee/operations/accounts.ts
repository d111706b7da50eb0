import * as v from 'valibot';
import { sha256Hex } from '../../lib/hash.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { toTransferKana } from '../../money/transfer/kana.ts';
import { YUCHO_BANK, yuchoAccount } from '../../money/transfer/yucho.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { differencesOf } from '../account-differences.ts';
import {
  type AccountCheck,
  type AccountFacts,
  type AccountVersion,
  kindOf,
  NO_PAYEE,
  newestAccount,
  type Payee,
  stateOfAccount,
} from '../payee.ts';

/** 受取人名 of a transfer file; a voiced mark counts as one (requirements 4.2). */
const MOST_HOLDER_CHARACTERS = 30;

const common = { kind: 'payee', nature: 'intent', retention: 'D', needs: [] } as const;

/** Names that a transfer file can hold: kana, no kanji. */
const kanaSchema = (limit: number) =>
  v.pipe(
    filledTextSchema(limit),
    v.check((text) => toTransferKana(text).refused.length === 0, 'カナで入力してください。'),
  );

const placeSchema = (code: RegExp) =>
  v.strictObject({ code: v.pipe(v.string(), v.regex(code)), name: filledTextSchema(100), kana: kanaSchema(60) });

const factsSchema = v.strictObject({
  bank: placeSchema(/^\d{4}$/),
  branch: placeSchema(/^\d{3}$/),
  byHand: v.nullable(filledTextSchema(300)),
  type: v.picklist([1, 2]),
  number: v.pipe(v.string(), v.regex(/^\d{7}$/, '口座番号は7桁の数字です。')),
  yucho: v.nullable(v.strictObject({ symbol: filledTextSchema(10), number: filledTextSchema(12) })),
  holder: v.pipe(
    filledTextSchema(100),
    v.check((holder) => {
      const { kana, refused } = toTransferKana(holder);
      return refused.length === 0 && kana.length <= MOST_HOLDER_CHARACTERS;
    }, '口座名義は、通帳の内側のとおりにカナで、濁点を含めて30文字までです。'),
  ),
  name: filledTextSchema(100),
  kana: filledTextSchema(100),
  address: filledTextSchema(300),
  telephone: v.pipe(v.string(), v.regex(/^[0-9+()\- ]{1,30}$/, '電話番号は、半角の数字とハイフンです。')),
  pictures: v.pipe(v.array(partIdSchema), v.minLength(1), v.maxLength(4)),
});

/**
 * 様式第6号: the expert registers where they are paid. A new account never changes an old one. Refused (`malformed`, with the field):
 * ゆうちょ whose 記号 and 番号 are not this account, pictures that are not cover and inside page or the bank's screen, or not the
 * expert's own. Source: FY6-1 … FY6-10, requirements 4.2 and 4.4.
 */
export const accountRegistered = defineOperation({
  ...common,
  type: 'account-registered@1',
  label: '振込口座の登録',
  by: ['expert'],
  opens: true,
  body: v.strictObject({ account: partIdSchema, ...factsSchema.entries }),
  apply: (payee: Payee | null, { id: operation, aggregate, actor: by, clock, body }) => {
    if (aggregate !== by) return refuse('not_allowed');
    const { account: id, ...facts } = body;
    const known = payee ?? NO_PAYEE;
    if (Object.hasOwn(known.accounts, id)) return refuse('already_exists', id);
    if (!isConverted(facts)) return refuse('malformed', 'yucho');
    if (!showTheAccount(known, facts.pictures)) return refuse('malformed', 'pictures');
    return done(withAccount(known, { id, ...facts, by, atMs: clock.wallMs, operation, checks: [] }));
  },
});

/**
 * Accounting compared the entry with the pictures. Refused (`blocked_by_finding`, with their codes) while who is paid and whose
 * account it is are of two kinds, and for differences that are not released with a reason; `wrong_state` for an older account;
 * `own_account` for one's own. Source: F-6-1, X-15, requirements 0 item 7.
 */
export const accountVerified = defineOperation({
  ...common,
  type: 'account-verified@1',
  label: '振込口座の確認',
  by: ['accounting'],
  body: v.strictObject({
    account: partIdSchema,
    released: v.boolean(),
    reason: v.pipe(v.string(), v.maxLength(500)),
  }),
  basis: (payee: Payee | null, { account }) => accountBasis(payee, account),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate === by) return refuse('own_account');
    const account = payee && newestAccount(payee);
    if (!payee || account?.id !== body.account) return refuse('wrong_state', 'account');
    if (stateOfAccount(account) === 'verified') return refuse('wrong_state', 'verified');
    const stopping = differencesOf(account, kindOf(payee), null).filter(
      ({ severity }) => severity === 'block' || !body.released,
    );
    if (stopping.length > 0) return refuse('blocked_by_finding', ...stopping.map(({ code }) => code));
    if (body.released && body.reason.trim() === '') return refuse('malformed', 'reason');
    if (account.pictures.some((id) => !payee.pictures[id]?.stored)) return refuse('wrong_state', 'pictures');
    const { released, reason } = body;
    return done(withCheck(payee, account, { verdict: 'verified', reason, released, by, atMs: clock.wallMs }));
  },
});

/**
 * The account goes back to the expert with a reason: unreadable picture, another holder, or the bank could not pay (振込不能). A
 * mistake in it is never mended by the office (requirements 4.5).
 */
export const accountSentBack = defineOperation({
  ...common,
  type: 'account-sent-back@1',
  label: '振込口座の差戻し',
  by: ['accounting'],
  body: v.strictObject({ account: partIdSchema, reason: filledTextSchema(500) }),
  basis: (payee: Payee | null, { account }) => accountBasis(payee, account),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate === by) return refuse('own_account');
    const account = payee && newestAccount(payee);
    if (!payee || account?.id !== body.account) return refuse('wrong_state', 'account');
    if (stateOfAccount(account) === 'sentBack') return refuse('wrong_state', 'sentBack');
    const check = { verdict: 'sentBack', reason: body.reason, released: false, by, atMs: clock.wallMs } as const;
    return done(withCheck(payee, account, check));
  },
});

/** Hash of an account with everything said of it: what accounting decides about is what it saw. Null for one that is not there. */
export const accountBasis = (payee: Payee | null, account: string): string | null => {
  const version = payee && Object.hasOwn(payee.accounts, account) ? payee.accounts[account] : undefined;
  return version ? sha256Hex(JSON.stringify(version)) : null;
};

/** An account at ゆうちょ is the one that its 記号 and 番号 make: nobody types the converted number. */
const isConverted = ({ bank, branch, type, number, yucho }: AccountFacts): boolean => {
  if (!yucho) return bank.code !== YUCHO_BANK;
  const made = yuchoAccount(yucho.symbol, yucho.number);
  return (
    !('code' in made) &&
    made.bank === bank.code &&
    made.branch === branch.code &&
    made.type === type &&
    made.number === number
  );
};

/** Cover and inside page, or the bank's own screen (FY6-10), photographed by this person and not taken out. */
const showTheAccount = ({ pictures }: Payee, ids: readonly string[]): boolean => {
  const shown = ids.map((id) => (Object.hasOwn(pictures, id) ? pictures[id] : undefined));
  const views = new Set(
    shown.map((picture) => (picture?.removed === null && !picture.erased ? picture.shows : undefined)),
  );
  return !views.has(undefined) && (views.has('screen') || (views.has('cover') && views.has('inside')));
};

const withCheck = (payee: Payee, account: AccountVersion, check: AccountCheck): Payee =>
  withAccount(payee, { ...account, checks: [...account.checks, check] });

const withAccount = (payee: Payee, account: AccountVersion): Payee => ({
  ...payee,
  accounts: { ...payee.accounts, [account.id]: account },
});
