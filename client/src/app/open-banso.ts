import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { appVersion } from '../pwa/app-version.ts';
import { openClientStore } from '../store/open-client-store.ts';
import { needingAttention, setAsideIds } from '../sync/attention.ts';
import type { Banso } from '../sync/banso-context.tsx';
import { createSyncEngine } from '../sync/sync-engine.ts';
import type { AppPorts } from './browser.ts';

export type OpenedBanso = {
  readonly banso: Omit<Banso, 'me' | 'signOut'>;
  /** Takes changed roles or names into account from now on. */
  readonly meet: (me: SignedIn) => void;
  readonly close: () => void;
};

/** Opens the app of a person from this device alone; the network is used only once it is started. Throws without storage. */
export const openBanso = async (signedIn: SignedIn, ports: AppPorts): Promise<OpenedBanso> => {
  let me = signedIn;
  const opened = await openClientStore(() => me, { ports: ports.store, appVersion });
  const { store } = opened;
  // Read and opened while the first screen is put together; it asks again and finds them in memory.
  void store.engagements().catch(() => undefined);
  const { clock, random } = ports.store;
  const sync = createSyncEngine({
    store: opened.sync,
    clock,
    random,
    locks: ports.locks,
    transport: ports.transport,
    photos: ports.photos,
    device: { tenant: me.tenant, id: opened.device.id, sign: opened.sign },
    wakeUps: ports.wakeUps,
    live: ports.live(opened.sync.database),
    attention: async () => needingAttention(await store.outbox(), await setAsideIds(store)).length,
    registerDevice: async () => {
      const { id: device, publicKey } = opened.device;
      const answer = await ports.account.registerDevice({ device, publicKey, label: ports.deviceLabel, appVersion });
      return 'answer' in answer;
    },
  });
  return {
    banso: {
      store,
      sync,
      office: ports.office,
      whereabouts: ports.whereabouts,
      appVersion,
      deviceLabel: ports.deviceLabel,
      sign: opened.sign,
      newId: () => uuidv7(clock.wallMs(), random(10)),
      newSecret: () => bytesToBase64url(random(16)),
      nowMs: clock.wallMs,
    },
    meet: (now) => {
      me = now;
    },
    close: () => {
      sync.stop();
      opened.close();
    },
  };
};
