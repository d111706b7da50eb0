import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { type Database, databaseName, databaseOf, type IdentityRow, type LockRow, withConnection } from './database.ts';
import { deviceIdentity } from './device-identity.ts';
import { isLeaseOver } from './lease.ts';
import { type Seal, type SealKeys, sealWith } from './seal.ts';
import { boxOpener } from './sealed-box.ts';
import type { StorePorts } from './store-ports.ts';

/** Whose records this browser holds, by id: all that lies outside of the seal. */
export type Owner = Pick<SignedIn, 'tenant' | 'person' | 'roles' | 'sample'>;

/** One person's records on this device, found or made; nothing in them is read yet. */
export type Device = {
  readonly owner: Owner;
  readonly database: Database;
  readonly identity: IdentityRow;
  /** Null: the data is sealed with the key beside it, and opens without being asked. */
  readonly lock: LockRow | null;
  /** Whether it has been without its office for too long, as far as its disk says. */
  readonly leaseOver: boolean;
  /** How the person is called, sealed; null before it was ever kept. */
  readonly name: ArrayBuffer | null;
  /** Whether something of the office's lies here. */
  readonly received: boolean;
  /** Whether the server ever answered it. */
  readonly met: boolean;
};

/** `erased`: it obeyed an order to erase itself, and nothing opens it again. Throws when the browser gives no storage. */
export const findDevice = async (owner: Owner, ports: StorePorts): Promise<Device | 'erased'> => {
  const database = databaseOf(databaseName(owner), ports.indexedDb);
  // At once: each turn to the disk holds up the first screen.
  const held = await withConnection(database, () =>
    database.meta.bulkGet(['identity', 'lock', 'owner', 'sync', 'lease', 'erased']),
  );
  const [found, lock, name, sync, lease, erased] = held;
  if (erased) {
    database.close();
    return 'erased';
  }
  const identity = found?.id === 'identity' ? found : await deviceIdentity(database, owner.tenant, ports);
  return {
    owner,
    database,
    identity,
    leaseOver: sync?.id === 'sync' && isLeaseOver(sync, lease?.id === 'lease' ? lease : null, ports.clock.wallMs()),
    lock: lock?.id === 'lock' ? lock : null,
    name: name?.id === 'owner' ? name.sealed : null,
    received: sync?.id === 'sync' && sync.cursor > 0,
    met: sync?.id === 'sync' && sync.lastContactMs !== null,
  };
};

/** The same where an erased device cannot be. Throws when it is one, too. */
export const openDevice = async (owner: Owner, ports: StorePorts): Promise<Device> => {
  const found = await findDevice(owner, ports);
  if (found === 'erased') throw new Error('This device was erased.');
  return found;
};

/** The lock as it now lies on the disk. */
export const readLock = async (database: Database): Promise<LockRow | null> => {
  const row = await withConnection(database, () => database.meta.get('lock'));
  return row?.id === 'lock' ? row : null;
};

/**
 * The seal of a device that is open. `dataKey`: what unlocking gave; null on a device that nobody protected. Throws when the
 * key is not this device's.
 */
export const sealOf = async (
  { identity, lock }: Pick<Device, 'identity' | 'lock'>,
  dataKey: CryptoKey | null,
  ports: Pick<StorePorts, 'crypto' | 'random'>,
): Promise<Seal> => {
  if (!lock || !dataKey) return sealWith({ ...ports, keys: { beside: identity.sealKey, data: null, box: null } });
  const keys: SealKeys = { beside: identity.sealKey, data: dataKey, box: null };
  const secret = await sealWith({ ...ports, keys }).openBytes(BOX_PLACE, lock.box.sealedPrivate);
  if (!secret) throw new Error('This key does not open this device.');
  return sealWith({ ...ports, keys: { ...keys, box: await boxOpener(lock.box.publicKey, secret) } });
};

/** Where the box's private half is sealed. */
export const BOX_PLACE = 'lock/box';
