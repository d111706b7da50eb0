import type { Engagement } from '../engagement/engagement.ts';
import type { Envelope } from '../operation/envelope.ts';
import type { Payee } from '../payee/payee.ts';

/** Whose account, and which: what is handed in now, or was and is judged. Null where an operation is about no package. */
export const accountNamed = (
  { finalPackage }: Pick<Engagement, 'finalPackage'>,
  { type, body, actor }: Pick<Envelope, 'type' | 'body' | 'actor'>,
): { readonly person: string; readonly account: string } | null => {
  if (type.startsWith('package-submitted@')) return { person: actor, account: String(body['account']) };
  return type.startsWith('package-') && finalPackage
    ? { person: finalPackage.submitted.by, account: finalPackage.account }
    : null;
};

/** Whether it is an account that this person registered, whatever was said of it since. */
export const isAccountOf = (payee: Pick<Payee, 'accounts'> | null, account: string): boolean =>
  payee !== null && Object.hasOwn(payee.accounts, account);
