import * as v from 'valibot';
import { sha256Hex } from '../../lib/hash.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { ROUNDINGS } from '../../money/yen.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { daySchema } from '../../time/day.ts';
import { NO_PAYEE, type Payee } from '../payee.ts';

const kindSchema = v.picklist(['individual', 'corporation', 'nonResident', 'undecided']);

/** 登録番号 as it is printed. Its check digit is no condition: the register is the truth (requirements 2.4). */
const registrationSchema = v.pipe(
  v.strictObject({
    number: v.pipe(v.string(), v.regex(/^T\d{13}$/, '登録番号は、Tと13桁の数字です。')),
    from: daySchema,
    until: v.nullable(daySchema),
  }),
  v.forward(
    v.check(({ from, until }) => until === null || from <= until, '登録の終わりが、始まりより前です。'),
    ['until'],
  ),
);

const common = { kind: 'payee', nature: 'intent', retention: 'A', needs: [] } as const;

/**
 * The expert says how they invoice: T number and its days, rounding, and who they think they are to the tax office. The last word
 * holds for invoices made from then on; those made before have their issuer in themselves. Refused (`not_allowed`) about others.
 * Source: FY5-3, 消費税法第57条の4, requirements 2.4.
 */
export const payeeTaxStated = defineOperation({
  ...common,
  type: 'payee-tax-stated@1',
  label: '請求と税の届出',
  by: ['expert'],
  opens: true,
  body: v.strictObject({
    kind: kindSchema,
    registration: v.nullable(registrationSchema),
    rounding: v.picklist(ROUNDINGS),
    showsReferenceTax: v.boolean(),
  }),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate !== by) return refuse('not_allowed');
    const { statements, ...rest } = payee ?? NO_PAYEE;
    return done({ ...rest, statements: [...statements, { ...body, by, atMs: clock.wallMs }] });
  },
});

/**
 * Accounting decides who is paid: income tax is withheld from an individual, not from a corporation, and a payment abroad waits
 * (所得税法第204条・第212条). Back to undecided is a decision, too. Refused (`own_account`) about oneself.
 */
export const payeeKindDecided = defineOperation({
  ...common,
  type: 'payee-kind-decided@1',
  label: '支払先の区分の決定',
  by: ['accounting'],
  body: v.strictObject({ kind: kindSchema, reason: filledTextSchema(500) }),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate === by) return refuse('own_account');
    const { decisions, ...rest } = payee ?? NO_PAYEE;
    return done({ ...rest, decisions: [...decisions, { ...body, by, atMs: clock.wallMs }] });
  },
});

/** What the author of a check must have seen: the decision that it belongs to. */
export const kindBasis = (payee: Pick<Payee, 'decisions'> | null): string | null => {
  const newest = payee?.decisions.at(-1);
  return newest ? sha256Hex(JSON.stringify(['banso-payee-kind-basis-1', newest])) : null;
};

/**
 * 非居住者: accounting has found out that the income is from inside Japan and that no treaty lowers the tax, so that the payment goes on
 * with the full rate of 所得税法第212条・第213条. Where a treaty says otherwise nothing is recorded here, and the payment stays held: no
 * other rate is reckoned. Another decision about the kind voids it. Refused (`own_account`) about oneself. Source: requirements 2.3.
 */
export const nonResidentChecked = defineOperation({
  ...common,
  type: 'non-resident-checked@1',
  label: '非居住者の税務確認',
  by: ['accounting'],
  grave: () => true,
  body: v.strictObject({ reason: filledTextSchema(500) }),
  basis: (payee: Payee | null) => kindBasis(payee),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate === by) return refuse('own_account');
    const newest = payee?.decisions.at(-1);
    if (!payee || newest?.kind !== 'nonResident') return refuse('wrong_state', 'kind');
    if (newest.checked) return refuse('already_exists');
    const checked = { ...newest, checked: { ...body, by, atMs: clock.wallMs } };
    return done({ ...payee, decisions: [...payee.decisions.slice(0, -1), checked] });
  },
});
