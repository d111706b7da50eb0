import type { CDPSession, Page } from 'playwright';

/** The authenticator that a browser has built in, played by Chromium: it keeps passkeys and its owner always says yes. */
export type VirtualAuthenticator = {
  /** How many passkeys it keeps. */
  readonly passkeys: () => Promise<number>;
  /** The person's other device gets the same passkeys, as when they are synced; answers how many. */
  readonly copyTo: (page: Page) => Promise<number>;
  /** The device is lost with all of them. */
  readonly lose: () => Promise<void>;
};

/** Gives this page a built-in authenticator, with or without a secret of its own for the site (PRF). */
export const giveAuthenticator = async (
  page: Page,
  { hasPrf }: { readonly hasPrf: boolean },
): Promise<VirtualAuthenticator> => {
  const { cdp, authenticatorId } = await addTo(page, hasPrf);
  const kept = async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    passkeys: async () => (await kept()).length,
    copyTo: async (other) => {
      const there = await addTo(other, hasPrf);
      const credentials = await kept();
      for (const credential of credentials)
        await there.cdp.send('WebAuthn.addCredential', { authenticatorId: there.authenticatorId, credential });
      return credentials.length;
    },
    lose: async () => {
      await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
    },
  };
};

const addTo = async (page: Page, hasPrf: boolean) => {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
};
