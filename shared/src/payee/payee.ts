import type { Issuer, Registration } from '../money/invoice-line.ts';
import type { PayeeKind } from '../money/withholding.ts';
import type { Rounding } from '../money/yen.ts';
import type { PartBody, PartsOfKind } from '../operation/parts.ts';
import type { PassbookPicture } from './passbook-picture.ts';
import type { RegistrationLookup } from './registration-lookup.ts';

/** What an expert says of their own invoices: T number and its days, how tax is rounded, whether it is written apart without a number. */
export type TaxStatement = {
  readonly registration: Registration | null;
  readonly rounding: Rounding;
  readonly showsReferenceTax: boolean;
  /** As the expert sees it; accounting decides. */
  readonly kind: PayeeKind;
  readonly by: string;
  readonly atMs: number;
};

/** Accounting's word on who is paid, which decides whether income tax is withheld (requirements 2.3). The last one holds. */
export type KindDecision = {
  readonly kind: PayeeKind;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
  /** Of somebody abroad: that the income is taxed here at the full rate, as accounting has found out. Absent: nobody has. */
  readonly checked?: { readonly reason: string; readonly by: string; readonly atMs: number };
};

/** One bank with its branch, as the list names them or as somebody wrote them by hand with a note. `kana`: as written, any width. */
export type BankPlace = {
  readonly bank: { readonly code: string; readonly name: string; readonly kana: string };
  readonly branch: { readonly code: string; readonly name: string; readonly kana: string };
  /** Why bank or branch are not those of the list; null when they are. */
  readonly byHand: string | null;
};

/** What form 6 says of an account (FY6-1 … FY6-9). `type` 1 普通, 2 当座; `number` seven digits; `holder` in kana as the passbook shows it. */
export type AccountFacts = BankPlace & {
  readonly type: 1 | 2;
  readonly number: string;
  /** 記号 and 番号 that were converted; null for every other bank. */
  readonly yucho: { readonly symbol: string; readonly number: string } | null;
  readonly holder: string;
  readonly name: string;
  readonly kana: string;
  readonly address: string;
  readonly telephone: string;
  /** Ids of pictures: cover and inside page, or the screen of a bank without passbooks (FY6-10). */
  readonly pictures: readonly string[];
};

/** What accounting said of an account. `released`: why a difference of the holder's name is none, having seen the passbook. */
export type AccountCheck = {
  readonly verdict: 'verified' | 'sentBack';
  readonly reason: string;
  readonly released: boolean;
  readonly by: string;
  readonly atMs: number;
};

/** One registered account. A new one never changes an old one: what was paid to stays readable. */
export type AccountVersion = AccountFacts & {
  readonly id: string;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
  readonly checks: readonly AccountCheck[];
};

/** How the newest account stands, without saying where it is: all that the desk reads of bank data (requirements 1.1). */
export type AccountStanding = {
  readonly account: string;
  readonly state: 'waiting' | 'verified' | 'sentBack';
  /** The last three digits alone. */
  readonly numberEnd: string;
  readonly atMs: number;
};

/**
 * Whom the office pays (様式第6号, 消費税・源泉の事実). The aggregate's id is the person's. Parts: `tax` (class A: it goes with the
 * invoices), and of class D `account/<id>`, `picture/<id>` and `standing`.
 */
export type Payee = {
  readonly statements: readonly TaxStatement[];
  readonly decisions: readonly KindDecision[];
  /** Absent: nobody has looked into the register yet. */
  readonly lookups?: readonly RegistrationLookup[];
  readonly accounts: Readonly<Record<string, AccountVersion>>;
  readonly pictures: Readonly<Record<string, PassbookPicture>>;
  /** Where the accounts are not read: how the newest one stands. */
  readonly standing: AccountStanding | null;
};

/** The accounts, oldest first (ids are UUIDv7). */
export const accountsOf = ({ accounts }: Pick<Payee, 'accounts'>): readonly AccountVersion[] =>
  Object.values(accounts).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The account that holds: the newest one, whatever was said of it. */
export const newestAccount = (payee: Pick<Payee, 'accounts'>): AccountVersion | null =>
  accountsOf(payee).at(-1) ?? null;

export const stateOfAccount = ({ checks }: Pick<AccountVersion, 'checks'>): AccountStanding['state'] =>
  checks.at(-1)?.verdict ?? 'waiting';

/** Who is paid, as accounting decided; until somebody did, it is undecided (税務確認中), whatever the expert says. */
export const kindOf = ({ decisions }: Pick<Payee, 'decisions'>): PayeeKind => decisions.at(-1)?.kind ?? 'undecided';

/** Whether the tax of somebody abroad was looked into, for the decision that holds now. */
export const isTaxChecked = ({ decisions }: Pick<Payee, 'decisions'>): boolean =>
  decisions.at(-1)?.checked !== undefined;

/** The issuer of this person's invoices; null until they said how they invoice. */
export const issuerOf = ({ statements }: Pick<Payee, 'statements'>): Issuer | null => {
  const said = statements.at(-1);
  if (!said) return null;
  const { rounding, registration, showsReferenceTax } = said;
  return { rounding, registration, showsReferenceTax };
};

const standingOf = (payee: Payee): AccountStanding | null => {
  const newest = newestAccount(payee);
  if (!newest) return payee.standing;
  const { id, number, atMs, checks } = newest;
  return {
    account: id,
    state: stateOfAccount(newest),
    numberEnd: number.slice(-3),
    atMs: checks.at(-1)?.atMs ?? atMs,
  };
};

export const NO_PAYEE: Payee = {
  statements: [],
  decisions: [],
  accounts: {},
  pictures: {},
  standing: null,
};

const TAX = 'tax';
const STANDING = 'standing';
const ACCOUNT = 'account/';
const PICTURE = 'picture/';

type Tax = Pick<Payee, 'statements' | 'decisions' | 'lookups'>;

export const payeeParts: PartsOfKind<Payee | null> = {
  empty: null,
  toParts: (payee) => {
    if (payee === null) return [];
    const { statements, decisions, lookups, accounts, pictures } = payee;
    const standing = standingOf(payee);
    const tax: Tax = { statements, decisions, ...(lookups ? { lookups } : {}) };
    return [
      ...(statements.length + decisions.length > 0
        ? [{ part: TAX, retention: 'A', body: JSON.stringify(tax) } as const]
        : []),
      ...Object.entries(accounts).map(([key, account]) => bankPart(`${ACCOUNT}${key}`, account)),
      ...Object.entries(pictures).map(([key, picture]) => bankPart(`${PICTURE}${key}`, picture)),
      ...(standing ? [bankPart(STANDING, standing)] : []),
    ];
  },
  fromParts: (parts) => {
    if (parts.length === 0) return null;
    const bodies = new Map(parts.map(({ part, body }) => [part, body]));
    // The texts were written by toParts; their shapes are those of their names.
    const read = (part: string): unknown => {
      const body = bodies.get(part);
      return body === undefined ? null : (JSON.parse(body) as unknown);
    };
    const family = <Each>(prefix: string): Readonly<Record<string, Each>> =>
      Object.fromEntries(
        parts
          .filter(({ part }) => part.startsWith(prefix))
          .map(({ part, body }) => [part.slice(prefix.length), JSON.parse(body) as Each]),
      );
    const tax = read(TAX) as Tax | null;
    return {
      statements: tax?.statements ?? [],
      decisions: tax?.decisions ?? [],
      ...(tax?.lookups ? { lookups: tax.lookups } : {}),
      accounts: family<AccountVersion>(ACCOUNT),
      pictures: family<PassbookPicture>(PICTURE),
      standing: read(STANDING) as AccountStanding | null,
    };
  },
};

const bankPart = (part: string, body: unknown): PartBody => ({ part, retention: 'D', body: JSON.stringify(body) });
