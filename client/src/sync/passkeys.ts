import type { NewPasskey, PasskeyAnswer } from '@banso/shared/protocol/sign-in.ts';
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import type { PasskeyOpener } from '../store/key-wraps.ts';
import type { CeremonyOptions } from './sign-in-transport.ts';

/**
 * What came of a ceremony. `opener`: what this passkey opens a device with, by 32 bytes that it gives this site (WebAuthn PRF), null
 * where it cannot; for the device's own seal alone, it never leaves the browser. `cancelled`: the person or the time said no. `known`: this device has
 * a passkey of this person.
 */
export type Ceremony<Body> =
  | { readonly body: Body; readonly opener: PasskeyOpener | null }
  | { readonly failed: 'cancelled' | 'known' | 'impossible' };

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

/** Whether the browser offers passkeys where a name is typed. */
export const canOfferPasskeys = (): Promise<boolean> => browserSupportsWebAuthnAutofill();

/** Ends what waits for a passkey, such as the offer under a field. */
export const stopAsking = (): void => WebAuthnAbortService.cancelCeremony();

/** Makes a passkey on this device. Never throws. */
export const createPasskey = async (options: CeremonyOptions, label: string): Promise<Ceremony<NewPasskey>> => {
  try {
    const { id, rawId, response, clientExtensionResults } = await startRegistration({
      optionsJSON: withPrf<CreationOptions>(options),
    });
    const { prf, opener } = prfIn(clientExtensionResults, id);
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const answer = { clientDataJSON, attestationObject, transports: [...transports] };
    return { body: { label, prf, credential: { ...frame(id, rawId), response: answer } }, opener };
  } catch (error) {
    return { failed: whyNot(error) };
  }
};

/** Asks for any passkey of this site, at once or offered under a field. Never throws. */
export const askPasskey = async (
  options: CeremonyOptions,
  label: string,
  { offered = false }: { readonly offered?: boolean } = {},
): Promise<Ceremony<PasskeyAnswer>> => {
  try {
    const { id, rawId, response, clientExtensionResults } = await startAuthentication({
      optionsJSON: withPrf<RequestOptions>(options),
      useBrowserAutofill: offered,
    });
    const { prf, opener } = prfIn(clientExtensionResults, id);
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    const answer = { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) };
    return { body: { label, prf, credential: { ...frame(id, rawId), response: answer } }, opener };
  } catch (error) {
    return { failed: whyNot(error) };
  }
};

const frame = (id: string, rawId: string) =>
  // What extensions gave stays here: the secret is among it.
  ({ id, rawId, type: 'public-key', clientExtensionResults: {} }) as const;

/** The same at every ceremony and on every device: the passkey mixes it with a secret of its own. */
const PRF_INPUT = new TextEncoder().encode('banso/device-seal/1');

type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** The options come from our server's library, which is this library's other half: the shapes are one another's. */
const withPrf = <Options extends object>(options: CeremonyOptions): Options => {
  const asked: unknown = { ...options, extensions: { prf: { eval: { first: PRF_INPUT } } } };
  return asked as Options;
};

/** The library's types do not know the extension yet. */
type WithPrf = { readonly prf?: { readonly enabled?: boolean; readonly results?: { readonly first?: unknown } } };

const prfIn = (
  results: unknown,
  credential: string,
): { readonly prf: boolean; readonly opener: PasskeyOpener | null } => {
  const { prf } = results as WithPrf;
  const first = prf?.results?.first;
  const secret = first instanceof ArrayBuffer ? new Uint8Array(first) : null;
  const opener: PasskeyOpener | null = secret && { way: 'passkey', credential, secret };
  return { prf: opener !== null || prf?.enabled === true, opener };
};

const whyNot = (error: unknown): 'cancelled' | 'known' | 'impossible' => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'known';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'impossible';
};
