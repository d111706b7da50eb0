import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { rolesSchema } from '../person/person.ts';
import { WAYS } from '../person/sign-in-ways.ts';

/** System and browser, to tell the sessions of a person apart. */
const labelSchema = textSchema(200);
const label = v.exactOptional(labelSchema);

/** A one-time link's token or a short code; case and hyphens of a code do not matter. */
export const signInRequestSchema = v.strictObject({
  credential: v.pipe(v.string(), v.minLength(4), v.maxLength(200)),
  label,
});

/** Who is signed in. Also the answer of `GET /api/me`. */
export const signedInSchema = v.strictObject({
  tenant: v.string(),
  tenantName: v.string(),
  person: v.string(),
  name: v.string(),
  roles: rolesSchema,
  sample: v.boolean(),
});

/**
 * What was shown is right and not enough: a second way has to be shown (`has`), or made when there is none yet. `mail`: the
 * address as it may be shown, or null.
 */
export const signInStepSchema = v.strictObject({
  step: v.literal('second'),
  tenantName: v.string(),
  name: v.string(),
  has: v.strictObject({ passkey: v.boolean(), totp: v.boolean(), mail: v.nullable(v.string()) }),
});

/** Whether a grave act is possible now (`fresh`), and what the person can show to make it so. */
export const proofStateSchema = v.strictObject({
  fresh: v.boolean(),
  has: v.strictObject({ passkey: v.boolean(), totp: v.boolean() }),
});
export type ProofState = v.InferOutput<typeof proofStateSchema>;

/** What the server offers, and the step a half session of this browser waits at. */
export const signInStateSchema = v.strictObject({ canMail: v.boolean(), step: v.nullable(signInStepSchema) });

export const signInAnswerSchema = v.union([signedInSchema, signInStepSchema]);

/** Registers this browser profile as a device of the person signed in. `publicKey`: P-256, SPKI, base64url. */
export const registerDeviceSchema = v.strictObject({
  device: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  publicKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{80,200}$/)),
  label: v.pipe(v.string(), v.maxLength(200)),
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  /** Whose records the profile holds: somebody else's session does not make it theirs. */
  person: v.exactOptional(v.pipe(v.string(), v.maxLength(80))),
});

const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(20_000));

/** Common to what an authenticator answers. Extension results stay in the browser: among them is the device's own secret (PRF). */
const fromAuthenticator = {
  id: base64url,
  rawId: base64url,
  type: v.literal('public-key'),
  clientExtensionResults: v.strictObject({}),
} as const;

/** A new passkey, as `navigator.credentials.create` gave it. `prf`: it can give the device a secret. */
export const newPasskeySchema = v.strictObject({
  prf: v.boolean(),
  label: labelSchema,
  credential: v.strictObject({
    ...fromAuthenticator,
    response: v.strictObject({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(10)),
    }),
  }),
});

/** A passkey's answer to a challenge, as `navigator.credentials.get` gave it. */
export const passkeyAnswerSchema = v.strictObject({
  prf: v.boolean(),
  label: labelSchema,
  credential: v.strictObject({
    ...fromAuthenticator,
    response: v.strictObject({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: v.exactOptional(base64url),
    }),
  }),
});

/** What the browser is asked with; the browser's library reads it. */
export const ceremonyOptionsSchema = v.looseObject({ challenge: v.string() });

/** Six digits, from an authenticator app or a mail; full-width digits and spaces are read, too. */
export const sixDigitsSchema = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform((typed) => typed.normalize('NFKC').replace(/\s/g, '')),
  v.regex(/^\d{6}$/),
);
export const totpRequestSchema = v.strictObject({ code: sixDigitsSchema, label });

/** An address that fits one header line of a mail: nothing in it can begin another header or a second recipient. */
export const emailAddressSchema = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254),
  v.regex(/^[^\s@<>",;:()[\]\\]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/),
);
export const mailRequestSchema = v.strictObject({ email: emailAddressSchema });
export const mailCodeRequestSchema = v.strictObject({ email: emailAddressSchema, code: sixDigitsSchema, label });

/** What an authenticator app is set up with. */
export const totpSecretSchema = v.strictObject({ uri: v.string(), secret: v.string() });

/** The person's own ways and sessions. Instants are epoch milliseconds. */
export const accountSchema = v.strictObject({
  passkeys: v.array(
    v.strictObject({
      id: v.string(),
      label: v.string(),
      createdAtMs: v.number(),
      lastUsedAtMs: v.nullable(v.number()),
      prf: v.boolean(),
      suspect: v.boolean(),
    }),
  ),
  totp: v.boolean(),
  mail: v.nullable(v.string()),
  /** The server can send mails. */
  canMail: v.boolean(),
  sessions: v.array(
    v.strictObject({
      id: v.string(),
      label: v.string(),
      current: v.boolean(),
      ways: v.array(v.picklist(WAYS)),
      createdAtMs: v.number(),
      lastSeenAtMs: v.number(),
    }),
  ),
});

/** The first administrator's names, beside the token of the link on the console. */
export const firstStartRequestSchema = v.strictObject({
  token: v.pipe(v.string(), v.minLength(4), v.maxLength(200)),
  office: filledTextSchema(200),
  name: filledTextSchema(100),
  kana: textSchema(100),
  label,
});
export const firstStartTokenSchema = v.strictObject({
  token: v.pipe(v.string(), v.minLength(4), v.maxLength(200)),
  label,
});
/** `named`: the office is there, and its administrator has no way to sign in yet: the session goes on where it stopped. */
export const firstStartAnswerSchema = v.union([v.strictObject({ step: v.literal('names') }), signInStepSchema]);

export type SignedIn = v.InferOutput<typeof signedInSchema>;
export type SignInStep = v.InferOutput<typeof signInStepSchema>;
export type SignInState = v.InferOutput<typeof signInStateSchema>;
export type SignInAnswer = v.InferOutput<typeof signInAnswerSchema>;
export type NewPasskey = v.InferOutput<typeof newPasskeySchema>;
export type PasskeyAnswer = v.InferOutput<typeof passkeyAnswerSchema>;
export type Account = v.InferOutput<typeof accountSchema>;
export type TotpSecret = v.InferOutput<typeof totpSecretSchema>;
export type FirstStartAnswer = v.InferOutput<typeof firstStartAnswerSchema>;
