import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { chainStart } from '@banso/shared/operation/chain.ts';
import { type Database, type IdentityRow, type SyncRow, withConnection } from './database.ts';
import type { StorePorts } from './store-ports.ts';

const NEVER_MET: SyncRow = {
  id: 'sync',
  branch: 0,
  acked: 0,
  cursor: 0,
  epoch: 0,
  token: null,
  offsetMs: null,
  lastContactMs: null,
  answers: 0,
  cleared: 0,
};

/** This browser profile as a device: found in its database, or made together with it. Throws when it cannot be written. */
export const deviceIdentity = async (database: Database, tenant: string, ports: StorePorts): Promise<IdentityRow> => {
  const found = await withConnection(database, () => readIdentity(database));
  if (found) return found;
  const made: IdentityRow = {
    id: 'identity',
    device: uuidv7(ports.clock.wallMs(), ports.random(10)),
    deviceKey: await ports.crypto.createDeviceKey(),
    sealKey: await ports.crypto.createSealKey(),
  };
  return database.transaction('rw', database.meta, async () => {
    // Another tab may have opened the same new database meanwhile.
    const first = await readIdentity(database);
    if (first) return first;
    await database.meta.bulkAdd([made, { id: 'tip', seq: 0, chain: chainStart(tenant, made.device) }, NEVER_MET]);
    return made;
  });
};

/** The identity again, as it now lies on the disk. */
export const identityNow = async (database: Database): Promise<IdentityRow> => {
  const row = await withConnection(database, () => readIdentity(database));
  if (!row) throw new Error('This database was never set up.');
  return row;
};

const readIdentity = async (database: Database): Promise<IdentityRow | null> => {
  const row = await database.meta.get('identity');
  return row?.id === 'identity' ? row : null;
};
