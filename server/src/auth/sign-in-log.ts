import type { LogLine, Server } from '../server.ts';

/** What happened at the door. Ids and words only: never a secret, an address or a name. */
export type SignInEvent =
  | 'signed_in'
  | 'sign_in_half'
  | 'sign_in_failed'
  | 'sign_in_must_wait'
  | 'signed_out'
  | 'signed_out_elsewhere'
  | 'session_reused'
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_suspect'
  | 'totp_added'
  | 'totp_removed'
  | 'mail_added'
  | 'mail_removed'
  | 'person_invited'
  | 'invitation_withdrawn'
  | 'access_recovered'
  | 'sign_in_setting_changed'
  | 'first_start_link'
  | 'first_office_opened'
  | 'people_listed';

/** The one place where sign-in is written down. */
export const noteSignIn = (server: Pick<Server, 'log'>, event: SignInEvent, about: Omit<LogLine, 'event'> = {}): void =>
  server.log({ event, ...about });
