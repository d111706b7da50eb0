import type { AccessEvent } from '@banso/shared/access/access.ts';
import { recordAccess } from '../access/record-access.ts';
import type { Server } from '../server.ts';

/** What happened at the door, and under which word it stands in the access log. */
const EVENTS = {
  signed_in: 'signedIn',
  sign_in_half: 'signedIn',
  sign_in_failed: 'signInFailed',
  sign_in_must_wait: 'signInFailed',
  proven_again: 'signedIn',
  signed_out: 'signedOut',
  signed_out_elsewhere: 'signedOut',
  session_reused: 'signInSuspect',
  passkey_suspect: 'signInSuspect',
  passkey_added: 'accountChanged',
  passkey_removed: 'accountChanged',
  totp_added: 'accountChanged',
  totp_removed: 'accountChanged',
  mail_added: 'accountChanged',
  mail_removed: 'accountChanged',
  person_invited: 'accountChanged',
  invitation_withdrawn: 'accountChanged',
  access_recovered: 'accountChanged',
  sign_in_setting_changed: 'accountChanged',
  first_start_link: 'accountChanged',
  first_office_opened: 'accountChanged',
  people_listed: 'peopleListed',
} as const satisfies Record<string, AccessEvent>;

export type SignInEvent = keyof typeof EVENTS;

type About = {
  readonly tenant?: string | null;
  readonly person?: string;
  readonly [detail: string]: string | boolean | null | undefined;
};

/** Who stood at the door before anybody knew whose it was. */
export const NO_OFFICE = '-';

/**
 * The one place where sign-in is written down: in the access log, before the answer goes out. Ids and words only, never a secret,
 * an address or a name. Outside of any transaction: it takes one of its own.
 */
export const noteSignIn = (
  server: Pick<Server, 'store' | 'clock'>,
  event: SignInEvent,
  { tenant, person, ...about }: About = {},
): Promise<void> =>
  recordAccess(server, tenant ?? NO_OFFICE, [
    {
      event: EVENTS[event],
      purpose: 'signIn',
      person: person ?? null,
      device: null,
      subject: null,
      detail: { ...detailOf(about), what: event },
    },
  ]);

const detailOf = (
  about: Readonly<Record<string, string | boolean | null | undefined>>,
): Record<string, string | boolean> =>
  Object.fromEntries(
    Object.entries(about).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, value]])),
  );
