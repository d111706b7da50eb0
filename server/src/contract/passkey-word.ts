import type { passkeyAssertionSchema } from '@banso/shared/engagement/operations/contract-signing.ts';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type * as v from 'valibot';
import type { Place } from '../auth/passkeys.ts';

/** What a passkey said over a contract, as the browser gave it. */
export type PasskeyAssertion = v.InferOutput<typeof passkeyAssertionSchema>;

/**
 * Whether this passkey (its public key as a COSE key) said this at this place, with user verification, to this challenge (hex).
 * Never throws.
 */
export const passkeyWordStands = async (
  word: PasskeyAssertion,
  {
    publicKey,
    challenge,
    place,
  }: { readonly publicKey: Uint8Array; readonly challenge: string; readonly place: Place },
): Promise<boolean> => {
  const verified = await verifyAuthenticationResponse({
    response: {
      id: word.credential,
      rawId: word.credential,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        authenticatorData: word.authenticatorData,
        clientDataJSON: word.clientData,
        signature: word.signature,
      },
    },
    expectedChallenge: Buffer.from(challenge, 'hex').toString('base64url'),
    expectedOrigin: [...place.origins],
    expectedRPID: place.rpId,
    // Its counter is judged at sign-ins: here the same word may come twice, when an answer was lost.
    credential: { id: word.credential, publicKey: Uint8Array.from(publicKey), counter: 0 },
    requireUserVerification: true,
  }).catch(() => null);
  return verified?.verified ?? false;
};
