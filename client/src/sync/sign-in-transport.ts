import {
  type Account,
  accountSchema,
  ceremonyOptionsSchema,
  type FirstStartAnswer,
  firstStartAnswerSchema,
  type NewPasskey,
  type PasskeyAnswer,
  type ProofState,
  proofStateSchema,
  type SignInAnswer,
  signInAnswerSchema,
  type SignInState,
  signInStateSchema,
  type TotpSecret,
  totpSecretSchema,
} from '@banso/shared/protocol/sign-in.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** The options of a ceremony, as the browser's library reads them. */
export type CeremonyOptions = v.InferOutput<typeof ceremonyOptionsSchema>;

/** What somebody types, with how this device is called in their list of sessions. */
type Typed = { readonly code: string; readonly label: string };

/** Every way in, and the person's own ways and sessions. Never throws. */
export const signInTransport = {
  state: (): Promise<ServerAnswer<SignInState>> => ask('/api/sign-in/state', { read: reading(signInStateSchema) }),
  byCredential: (credential: string, label: string): Promise<ServerAnswer<SignInAnswer>> =>
    signing('/api/sign-in', { credential, label }),
  passkeyOptions: (): Promise<ServerAnswer<CeremonyOptions>> =>
    ask('/api/sign-in/passkey/options', { read: reading(ceremonyOptionsSchema), body: {} }),
  byPasskey: (answer: PasskeyAnswer): Promise<ServerAnswer<SignInAnswer>> => signing('/api/sign-in/passkey', answer),
  sendMail: (email: string): Promise<ServerAnswer<null>> => telling('/api/sign-in/mail', { email }),
  byMail: (typed: Typed & { readonly email: string }): Promise<ServerAnswer<SignInAnswer>> =>
    signing('/api/sign-in/mail/code', typed),
  byTotp: (typed: Typed): Promise<ServerAnswer<SignInAnswer>> => signing('/api/sign-in/totp', typed),
  sendSecondMail: (): Promise<ServerAnswer<null>> => telling('/api/sign-in/second-mail', {}),
  bySecondMail: (typed: Typed): Promise<ServerAnswer<SignInAnswer>> => signing('/api/sign-in/second-mail/code', typed),
  firstStart: (token: string, label: string): Promise<ServerAnswer<FirstStartAnswer>> =>
    ask('/api/sign-in/first-start', { read: reading(firstStartAnswerSchema), body: { token, label } }),
  openFirstOffice: (wish: {
    readonly token: string;
    readonly office: string;
    readonly name: string;
    readonly kana: string;
    readonly label: string;
  }): Promise<ServerAnswer<SignInAnswer>> => signing('/api/sign-in/first-start/office', wish),

  /** Whether a grave act needs a proof first. */
  proof: (): Promise<ServerAnswer<ProofState>> => ask('/api/account/proof', { read: reading(proofStateSchema) }),
  proofOptions: (): Promise<ServerAnswer<CeremonyOptions>> =>
    ask('/api/account/proof/passkey/options', { read: reading(ceremonyOptionsSchema), body: {} }),
  proveByPasskey: (answer: PasskeyAnswer): Promise<ServerAnswer<null>> => telling('/api/account/proof/passkey', answer),
  proveByTotp: (typed: Typed): Promise<ServerAnswer<null>> => telling('/api/account/proof/totp', typed),
  account: (): Promise<ServerAnswer<Account>> => ask('/api/account', { read: reading(accountSchema) }),
  newPasskeyOptions: (): Promise<ServerAnswer<CeremonyOptions>> =>
    ask('/api/account/passkeys/options', { read: reading(ceremonyOptionsSchema), body: {} }),
  /** Null: added to a session that was whole before. */
  addPasskey: (passkey: NewPasskey): Promise<ServerAnswer<SignInAnswer | null>> =>
    making('/api/account/passkeys', passkey),
  removePasskey: (id: string): Promise<ServerAnswer<null>> =>
    telling(`/api/account/passkeys/${encodeURIComponent(id)}/remove`, {}),
  beginTotp: (): Promise<ServerAnswer<TotpSecret>> =>
    ask('/api/account/totp/begin', { read: reading(totpSecretSchema), body: {} }),
  addTotp: (typed: Typed): Promise<ServerAnswer<SignInAnswer | null>> => making('/api/account/totp', typed),
  removeTotp: (): Promise<ServerAnswer<null>> => telling('/api/account/totp/remove', {}),
  beginMail: (email: string): Promise<ServerAnswer<null>> => telling('/api/account/mail/begin', { email }),
  addMail: (code: string): Promise<ServerAnswer<null>> => telling('/api/account/mail', { code }),
  removeMail: (): Promise<ServerAnswer<null>> => telling('/api/account/mail/remove', {}),
  endSession: (id: string): Promise<ServerAnswer<null>> =>
    telling(`/api/account/sessions/${encodeURIComponent(id)}/end`, {}),
  endOtherSessions: (): Promise<ServerAnswer<null>> => telling('/api/account/sessions/end-others', {}),
} as const;

const reading =
  <Output>(schema: v.GenericSchema<unknown, Output>) =>
  (body: unknown): Output | undefined => {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? parsed.output : undefined;
  };

const signing = (path: string, body: object): Promise<ServerAnswer<SignInAnswer>> =>
  ask(path, { read: reading(signInAnswerSchema), body });

const making = (path: string, body: object): Promise<ServerAnswer<SignInAnswer | null>> =>
  ask(path, { read: reading(v.nullable(signInAnswerSchema)), body });

const telling = (path: string, body: object): Promise<ServerAnswer<null>> => ask(path, { read: () => null, body });
