import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { refuse } from '../operation/refusals.ts';
import { daySchema } from '../time/day.ts';
import { type CompanyContact, CONTACT_WAYS, type ContactEntry, hasWay } from './contact.ts';

/** An address that fits one header line of a mail: nothing in it can begin another header or a second recipient. */
const emailSchema = v.pipe(
  v.string(),
  v.maxLength(254),
  v.regex(/^[^\s@<>",;:()[\]\\]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, 'メールアドレスとして読めません。'),
);
/** Digits as people write them, or nothing. */
const numberSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9+()\- ]{0,30}$/, '番号は、半角の数字とハイフンで入力してください。'),
);

export const contactFields = v.strictObject({
  email: v.nullable(emailSchema),
  telephone: numberSchema,
  fax: numberSchema,
  postalAddress: textSchema(300),
  preferred: v.picklist(CONTACT_WAYS),
  /** Who of the company told the office this contact, and on which day. */
  givenBy: filledTextSchema(100),
  givenOn: daySchema,
});

const contactBody = v.pipe(
  contactFields,
  v.forward(
    v.check((contact) => hasWay(contact, contact.preferred), 'この方法で知らせるための宛先がありません。'),
    ['preferred'],
  ),
);

/**
 * The office writes down where it reaches the company; every earlier contact stays. Refused (`not_allowed`) for anybody who
 * is an expert as well: what the company is told about a visit never hangs on somebody who visits.
 */
export const companyContactRegistered = defineOperation({
  type: 'company-contact-registered@1',
  kind: 'contact',
  nature: 'intent',
  retention: 'B',
  label: '会社の連絡先の登録',
  by: ['staff', 'administrator'],
  needs: [],
  opens: true,
  body: contactBody,
  apply: (contact: CompanyContact | null, operation, { roles }) => {
    if (roles.some(({ role }) => role === 'expert')) return refuse('not_allowed');
    const entry: ContactEntry = { ...operation.body, by: operation.actor, atMs: operation.clock.wallMs };
    return done({
      id: operation.aggregate,
      entries: [...(contact?.entries ?? []), entry],
      linkRenewals: contact?.linkRenewals ?? [],
    });
  },
});

/** The links that the company was given open nothing any more; the next notice carries a new one. */
export const companyLinkRenewed = defineOperation({
  type: 'company-link-renewed@1',
  kind: 'contact',
  nature: 'intent',
  retention: 'B',
  label: '会社のページのリンクの取替え',
  by: ['staff', 'administrator'],
  needs: [],
  body: v.strictObject({ reason: filledTextSchema(500) }),
  apply: (contact: CompanyContact | null, operation, { roles }) => {
    if (roles.some(({ role }) => role === 'expert')) return refuse('not_allowed');
    if (!contact) return refuse('unknown_record');
    const renewal = { ...operation.body, by: operation.actor, atMs: operation.clock.wallMs };
    return done({ ...contact, linkRenewals: [...contact.linkRenewals, renewal] });
  },
});
