import * as v from 'valibot';
import { emailAddressSchema } from './sign-in.ts';

/** How one person of the office signs in, for the administrators. Instants are epoch milliseconds. */
export const personAccessRowSchema = v.strictObject({
  person: v.string(),
  passkeys: v.number(),
  suspectPasskeys: v.number(),
  totp: v.boolean(),
  mail: v.boolean(),
  sessions: v.number(),
  lastSeenAtMs: v.nullable(v.number()),
  /** Until when the link and code that wait can be used. */
  invitedUntilMs: v.nullable(v.number()),
});

export const peopleAnswerSchema = v.strictObject({
  people: v.array(personAccessRowSchema),
  expertsByLinkAlone: v.boolean(),
  canMail: v.boolean(),
});

export const inviteRequestSchema = v.strictObject({ email: v.exactOptional(emailAddressSchema) });

/** Shown once: only hashes are kept. `mailed`: whether the link went to the address as well; null without one. */
export const invitationAnswerSchema = v.strictObject({
  linkToken: v.string(),
  code: v.string(),
  expiresAtMs: v.number(),
  mailed: v.nullable(v.boolean()),
});

export const peopleSettingSchema = v.strictObject({ expertsByLinkAlone: v.boolean() });

export type PersonAccessRow = v.InferOutput<typeof personAccessRowSchema>;
export type PeopleAnswer = v.InferOutput<typeof peopleAnswerSchema>;
export type InvitationAnswer = v.InferOutput<typeof invitationAnswerSchema>;
