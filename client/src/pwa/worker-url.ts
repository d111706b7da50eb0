/** Trusted Types, where the browser has them (W3C); TypeScript's own library does not know them yet. */
type TrustedTypes = {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => unknown };
};

const SERVICE_WORKER = '/service-worker.js';

/**
 * The service worker's address in the form in which the browser takes it. The server's policy for contents lets no text become
 * code; this one rule, made once and open to nobody else, lets one address through.
 */
export const workerUrl = (): string => {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const made = trustedTypes
    ?.createPolicy('banso-worker', { createScriptURL: () => SERVICE_WORKER })
    .createScriptURL(SERVICE_WORKER);
  // A TrustedScriptURL is taken where TypeScript asks for a string.
  return (made as string | undefined) ?? SERVICE_WORKER;
};
