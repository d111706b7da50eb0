import * as v from 'valibot';
import { ROLES } from '../operation/context.ts';

/** A one-time link's token or a short code; case and hyphens of a code do not matter. */
export const signInRequestSchema = v.strictObject({ credential: v.pipe(v.string(), v.minLength(4), v.maxLength(200)) });

/** Who is signed in. Also the answer of `GET /api/me`. */
export const signedInSchema = v.strictObject({
  tenant: v.string(),
  tenantName: v.string(),
  person: v.string(),
  name: v.string(),
  roles: v.array(v.strictObject({ role: v.picklist(ROLES), programme: v.nullable(v.string()) })),
  sample: v.boolean(),
});

/** Registers this browser profile as a device of the person signed in. `publicKey`: P-256, SPKI, base64url. */
export const registerDeviceSchema = v.strictObject({
  device: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  publicKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{80,200}$/)),
  label: v.pipe(v.string(), v.maxLength(200)),
  appVersion: v.pipe(v.string(), v.maxLength(40)),
});

export type SignedIn = v.InferOutput<typeof signedInSchema>;
