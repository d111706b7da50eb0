import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { appVersion } from '../pwa/app-version.ts';
import { openClientStore, type OpenedStore } from '../store/open-client-store.ts';
import { type Device, openDevice, type Owner } from '../store/open-device.ts';
import type { OwnerName } from '../store/owner-name.ts';
import { needingAttention } from '../sync/attention.ts';
import type { Banso } from '../sync/banso-context.tsx';
import { createSyncEngine, type SyncEnginePorts } from '../sync/sync-engine.ts';
import type { SyncEngine } from '../sync/sync-status.ts';
import { type ErasedWord, unsentErasedWord } from '../store/erase-device.ts';
import type { AppPorts } from './browser.ts';
import { keepGlancing } from './keep-glancing.ts';

export type OpenedBanso = {
  readonly banso: Omit<Banso, 'me' | 'signOut' | 'protection'>;
  /** Who it is now, names included. */
  readonly me: () => SignedIn;
  /** Takes changed roles or names into account from now on. */
  readonly meet: (me: SignedIn) => void;
  readonly settle: OpenedStore['settle'];
  /** From now on the locked screen knows today's visits; returns the way to stop. */
  readonly glance: () => () => void;
  readonly close: () => void;
};

/** Without names: what this device itself knows about who uses it. */
export type Known = Owner | (Owner & OwnerName);

/**
 * Opens the app of a person from this device alone; the network is used only once it is started. `unlocked`: the device found
 * before, with its data key where it has one. `erased` is called once this device, in this tab or another, has erased itself as
 * ordered. Throws without storage.
 */
export const openBanso = async (
  known: Known,
  ports: AppPorts,
  {
    unlocked,
    erased = () => {},
    sealChanged = () => {},
  }: {
    readonly unlocked?: { readonly device: Device; readonly dataKey: CryptoKey | null };
    readonly erased?: Erased;
    /** Another tab has sealed this device with another key, and nothing can be written here until it is opened anew. */
    readonly sealChanged?: () => void;
  } = {},
): Promise<OpenedBanso> => {
  let me: SignedIn = { ...NAMELESS, ...known };
  const device = unlocked?.device ?? (await openDevice(known, ports.store));
  const opened = await openClientStore(() => me, {
    ports: ports.store,
    appVersion,
    device,
    dataKey: unlocked?.dataKey ?? null,
    sealChanged,
  });
  const { store } = opened;
  // Read and opened while the first screen is put together; it asks again and finds them in memory.
  void store.engagements().catch(() => undefined);
  const kept = await opened.name();
  if (!('name' in known)) me = { ...me, ...kept };
  else if (!isNamed(kept, known)) await opened.keepName(known);
  const { clock, random } = ports.store;
  const sync = createSyncEngine({
    ...enginePorts(ports, opened, { tenant: me.tenant, person: me.person, obey: (order) => obedience.obey(order) }),
    attention: async () => needingAttention(await store.outbox()).length,
  });
  const obedience = obeyOrders({ opened, owner: known, ports, sync, erased });
  return {
    banso: {
      store,
      sync,
      office: ports.office,
      devices: ports.devices,
      device: { id: opened.device.id, label: ports.deviceLabel },
      whereabouts: ports.whereabouts,
      appVersion,
      deviceLabel: ports.deviceLabel,
      persisted: async () => (await ports.store.persisted?.()) ?? null,
      lease: opened.lease,
      sign: opened.sign,
      newId: () => uuidv7(clock.wallMs(), random(10)),
      newSecret: () => bytesToBase64url(random(16)),
      nowMs: clock.wallMs,
    },
    me: () => me,
    meet: (now) => {
      if (!isNamed(me, now)) void opened.keepName(now).catch((error: unknown) => console.error('A name', error));
      me = now;
    },
    settle: opened.settle,
    glance: () => keepGlancing({ store, keep: opened.keepGlance, me: () => me, clock }),
    close: () => {
      sync.stop();
      opened.close();
    },
  };
};

/** What sending needs, whether the device is open or locked. */
export const enginePorts = (
  ports: AppPorts,
  { sync, device, sign }: Pick<OpenedStore, 'sync' | 'device' | 'sign'>,
  {
    tenant,
    person,
    obey,
  }: { readonly tenant: string; readonly person: string; readonly obey: (order: string) => Promise<void> },
): Omit<SyncEnginePorts, 'attention'> => ({
  store: sync,
  clock: ports.store.clock,
  random: ports.store.random,
  locks: ports.locks,
  transport: ports.transport,
  photos: ports.photos,
  device: { tenant, id: device.id, sign },
  wakeUps: ports.wakeUps,
  live: ports.live(sync.database),
  registerDevice: async () => {
    const { id, publicKey } = device;
    const answer = await ports.account.registerDevice({
      device: id,
      publicKey,
      label: ports.deviceLabel,
      appVersion,
      person,
    });
    return 'problem' in answer ? answer : 'answer' in answer;
  },
  erase: obey,
});

/** `word`: what the office has to be told; null when another tab has told it. */
export type Erased = (word: ErasedWord | null) => void;

/** The order to erase a lost device, whether it reaches this tab or another, and whether the device is open or locked. */
export const obeyOrders = ({
  opened,
  owner,
  ports,
  sync,
  erased,
}: {
  readonly opened: Pick<OpenedStore, 'erase' | 'sync'>;
  readonly owner: Owner;
  readonly ports: Pick<AppPorts, 'store'>;
  readonly sync: Pick<SyncEngine, 'stop'>;
  readonly erased: Erased;
}): { readonly obey: (order: string) => Promise<void> } => {
  let obeying = false;
  opened.sync.subscribe((change) => {
    // Another tab of this browser obeyed the order; what this one has in its memory goes with it.
    if (change !== 'erased' || obeying) return;
    sync.stop();
    void unsentErasedWord(owner, ports.store).then(erased);
  });
  return {
    obey: async (order) => {
      obeying = true;
      // First: what cannot be written now is tried again by the next cycle.
      const word = await opened.erase(order);
      sync.stop();
      erased(word);
    },
  };
};

/** Until the server was asked once. */
const NAMELESS: OwnerName = { name: '', tenantName: '' };

const isNamed = (one: OwnerName | null, other: OwnerName): boolean =>
  one?.name === other.name && one.tenantName === other.tenantName;
