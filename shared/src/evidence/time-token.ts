import * as v from 'valibot';
import { base64urlToBytes } from '../lib/base64url.ts';

/**
 * A time token: the server's signed word that it answered this device at `atMs`. A tap that embeds it cannot have happened
 * earlier. `quotes`, if the device sent its chain's tip, also proves that everything up to `seq` existed by then (L11).
 */
export const timeTokenSchema = v.strictObject({
  v: v.literal(1),
  tenant: v.string(),
  device: v.string(),
  atMs: v.pipe(v.number(), v.integer()),
  quotes: v.nullable(
    v.strictObject({
      branch: v.pipe(v.number(), v.integer()),
      seq: v.pipe(v.number(), v.integer()),
      tip: v.string(),
    }),
  ),
});

export type TimeToken = v.InferOutput<typeof timeTokenSchema>;

/** Splits `payload.signature` (both base64url); null if it is not a token. Says nothing about the signature. */
export const readTimeToken = (
  token: string,
): { readonly payload: string; readonly signature: Uint8Array<ArrayBuffer>; readonly token: TimeToken } | null => {
  const [payload, signatureText, ...rest] = token.split('.');
  const bytes = payload === undefined ? null : base64urlToBytes(payload);
  const signature = signatureText === undefined ? null : base64urlToBytes(signatureText);
  if (!payload || !bytes || !signature || rest.length > 0) return null;
  let json: unknown;
  try {
    json = JSON.parse(String.fromCharCode(...bytes));
  } catch {
    return null;
  }
  const parsed = v.safeParse(timeTokenSchema, json);
  return parsed.success ? { payload, signature, token: parsed.output } : null;
};
