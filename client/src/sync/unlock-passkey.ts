import { base64urlToBytes, bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { Opener } from '../store/key-wraps.ts';

/** The same at every ceremony and on every device: the passkey mixes it with a secret of its own. */
const PRF_INPUT = new TextEncoder().encode('banso/device-seal/1');
const CHALLENGE_BYTES = 32;
const USER_BYTES = 16;
const ES256 = -7;
const RS256 = -257;

/** What came of asking. `cancelled`: the person or the time said no. `impossible`: this passkey gives no secret. */
export type AskedPasskey =
  | { readonly opener: Extract<Opener, { readonly way: 'passkey' }> }
  | { readonly failed: 'cancelled' | 'impossible' };

/** Whether this device itself may have such passkeys; the first one made shows whether they give secrets. */
export const mayUsePasskeys = async (): Promise<boolean> => {
  const kind = globalThis.PublicKeyCredential as typeof PublicKeyCredential | undefined;
  if (!kind) return false;
  return kind.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
};

/** Makes a passkey whose only use is to open this device; the server never hears of it. Never throws. */
export const makeUnlockPasskey = async (): Promise<AskedPasskey> => {
  try {
    const credential = await navigator.credentials.create({
      publicKey: {
        challenge: fresh(CHALLENGE_BYTES),
        rp: { name: '伴走' },
        user: { id: fresh(USER_BYTES), name: 'この端末のロック', displayName: 'この端末のロック' },
        pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: {
          authenticatorAttachment: 'platform',
          residentKey: 'preferred',
          userVerification: 'required',
        },
        extensions: { prf: { eval: { first: PRF_INPUT } } },
      },
    });
    const made = openerIn(credential);
    if ('opener' in made || !(credential instanceof PublicKeyCredential)) return made;
    // Some authenticators give the secret only when they are asked, not when they are made.
    const enabled = credential.getClientExtensionResults().prf?.enabled === true;
    return enabled ? await askUnlockPasskey([bytesToBase64url(new Uint8Array(credential.rawId))]) : made;
  } catch (error) {
    return { failed: whyNot(error) };
  }
};

/** Asks for one of the passkeys that open this device, without any network. Never throws. */
export const askUnlockPasskey = async (credentials: readonly string[]): Promise<AskedPasskey> => {
  const ids = credentials.flatMap((credential) => base64urlToBytes(credential) ?? []);
  try {
    return openerIn(
      await navigator.credentials.get({
        publicKey: {
          challenge: fresh(CHALLENGE_BYTES),
          allowCredentials: ids.map((id) => ({ type: 'public-key', id })),
          userVerification: 'required',
          extensions: { prf: { eval: { first: PRF_INPUT } } },
        },
      }),
    );
  } catch (error) {
    return { failed: whyNot(error) };
  }
};

const openerIn = (credential: Credential | null): AskedPasskey => {
  if (!(credential instanceof PublicKeyCredential)) return { failed: 'impossible' };
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!(first instanceof ArrayBuffer)) return { failed: 'impossible' };
  const id = bytesToBase64url(new Uint8Array(credential.rawId));
  return { opener: { way: 'passkey', credential: id, secret: new Uint8Array(first) } };
};

const fresh = (count: number) => crypto.getRandomValues(new Uint8Array(count));

const whyNot = (error: unknown): 'cancelled' | 'impossible' => {
  const name = error instanceof Error ? error.name : '';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'impossible';
};
