import { appVersion } from '../pwa/app-version.ts';
import { databaseName } from '../store/database.ts';
import { type ErasedWord, unsentErasedWord } from '../store/erase-device.ts';
import { openClientStore, type OpenedStore } from '../store/open-client-store.ts';
import { type Device, findDevice, type Owner } from '../store/open-device.ts';
import { openLockedStore } from '../store/open-locked-store.ts';
import { syncCycle } from '../sync/sync-cycle.ts';
import type { AppPorts } from './browser.ts';
import { forgetErased, lookingAfter, tellErased } from './tell-erased.ts';

/**
 * Looks after the devices of everybody who signed out here, or in whose place somebody else signed in: what waits is sent, an
 * order to erase is obeyed, and nothing is received. At once, every five minutes, and whenever the line may be back. `erased`
 * answers whether a screen takes it from there; otherwise the office is told from here. Returns the way to stop.
 */
export const watchSignedOut = (
  ports: AppPorts,
  erased: (owner: Owner, word: ErasedWord | null) => boolean,
): (() => void) => {
  let stopped = false;
  let looking = false;
  let cancelTimer = () => {};

  const look = async () => {
    if (stopped || looking) return;
    looking = true;
    cancelTimer();
    try {
      // One after the other, so that each has the line for itself.
      for (const owner of await ports.signIns.others())
        if (!stopped) await lookingAfter(ports, () => lookAfter(owner, ports, erased));
    } catch (error) {
      console.error('Signed-out devices', error);
    }
    looking = false;
    if (!stopped) cancelTimer = ports.store.clock.after(LOOK_AGAIN_MS, wake);
  };
  const wake = () => void look();

  const stopWaking = ports.wakeUps(wake);
  wake();
  return () => {
    stopped = true;
    cancelTimer();
    stopWaking();
  };
};

const LOOK_AGAIN_MS = 5 * 60_000;

const lookAfter = async (
  owner: Owner,
  ports: AppPorts,
  erased: (owner: Owner, word: ErasedWord | null) => boolean,
): Promise<void> => {
  // Somebody signed in meanwhile, or another tab was quicker: looking would make a database anew.
  if (!(await ports.signIns.others()).some((one) => databaseName(one) === databaseName(owner))) return;
  const device = await findDevice(owner, ports.store);
  // A server that never answered it knows nothing of it.
  if (device !== 'erased' && !device.met) return device.database.close();
  const word = device === 'erased' ? await unsentErasedWord(owner, ports.store) : await sendAndHear(device, ports);
  if (word === 'inUse' || erased(owner, word)) return;
  if ((await tellErased(word, ports)) === 'later') return;
  await forgetErased(owner, ports);
};

/** One cycle of a device that receives nothing; `inUse`: it was not ordered to erase anything. */
const sendAndHear = async (device: Device, ports: AppPorts): Promise<ErasedWord | 'inUse'> => {
  const { sync, erase, close } = await senderOf(device, ports);
  let word: ErasedWord | 'inUse' = 'inUse';
  try {
    // In turn with the tabs in which its owner may still stand open.
    await ports.locks.whileHeld(`${sync.database}-sync`, () =>
      syncCycle({
        store: sync,
        clock: ports.store.clock,
        transport: { post: (request) => ports.transport.post({ ...request, pull: null }) },
        // That takes a session, and this device has none.
        registerDevice: () => Promise.resolve(false),
        erase: async (order) => {
          word = await erase(order);
        },
      }),
    );
  } finally {
    close();
  }
  return word;
};

const senderOf = (device: Device, ports: AppPorts): Promise<Pick<OpenedStore, 'sync' | 'erase' | 'close'>> => {
  const to = { ports: ports.store, appVersion };
  return device.lock ? openLockedStore(device, to) : openClientStore(() => device.owner, { ...to, device });
};
