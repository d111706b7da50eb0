import { contractChallenge } from '@banso/shared/contract/contract-statement.ts';
import { passkeyAssertionSchema } from '@banso/shared/engagement/operations/contract-signing.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import * as v from 'valibot';
import type { Place } from '../auth/passkeys.ts';
import type { Store } from '../store/open-store.ts';
import { passkeysOf } from '../store/accounts.ts';
import { passkeyWordStands } from './passkey-word.ts';

/** By operation: the public key that its passkey's word was checked by; null where that word does not fit. */
export type PasskeyProofs = ReadonlyMap<string, { readonly publicKey: string } | null>;

const AS: Readonly<Record<string, 'expert' | 'office'>> = {
  'contract-agreed@1': 'expert',
  'contract-signed@1': 'office',
};

const signedSchema = v.object({ paper: v.string(), sha256: v.string(), passkey: passkeyAssertionSchema });

/**
 * What passkeys say in these operations, checked: signed here, with user verification, by a passkey of the very person who
 * recorded it, and over exactly the file that the operation names. An operation without a passkey's word is not in the answer.
 */
export const passkeyProofsOf = async (
  { store, place }: { readonly store: Store; readonly place: Place },
  {
    tenant,
    person,
    envelopes,
  }: { readonly tenant: string; readonly person: string; readonly envelopes: readonly Envelope[] },
): Promise<PasskeyProofs> => {
  const words = envelopes.flatMap((envelope) => {
    const as = AS[envelope.type];
    const signed = as && v.safeParse(signedSchema, envelope.body);
    return as && signed?.success ? [{ id: envelope.id, engagement: envelope.aggregate, as, ...signed.output }] : [];
  });
  if (words.length === 0) return new Map();
  const passkeys = await store.door((tx) => passkeysOf(tx, { tenant, person }));
  return new Map(
    await Promise.all(
      words.map(async ({ id, passkey: word, ...signed }) => {
        const passkey = passkeys.find((one) => one.id === word.credential && one.suspectSince === null);
        const challenge = contractChallenge({ tenant, person, ...signed });
        const fits =
          passkey !== undefined && (await passkeyWordStands(word, { publicKey: passkey.publicKey, challenge, place }));
        return [id, fits ? { publicKey: bytesToBase64url(Uint8Array.from(passkey.publicKey)) } : null] as const;
      }),
    ),
  );
};
