import type { DeviceBranchRow, DeviceRow, Transaction } from './schema.ts';

export type BranchKey = Pick<DeviceBranchRow, 'device' | 'branch'>;

export const deviceById = (tx: Transaction, id: string): Promise<DeviceRow | undefined> =>
  tx.selectFrom('device').select(deviceColumns).where('id', '=', id).executeTakeFirst();

/** The device, locked until the commit: the first lock of a push, so that two tabs' pushes are taken one after the other. */
export const lockDevice = (tx: Transaction, id: string): Promise<DeviceRow | undefined> =>
  tx.selectFrom('device').select(deviceColumns).where('id', '=', id).forUpdate().executeTakeFirst();

/** Adds a device; throws the database's unique violation (23505) when the id exists. */
export const registerDevice = async (
  tx: Transaction,
  device: Pick<DeviceRow, 'id' | 'person' | 'publicKey' | 'label' | 'appVersion' | 'registeredAt'>,
): Promise<void> => {
  await tx
    .insertInto('device')
    .values({ ...device, lastSeenAt: device.registeredAt, revokedAt: null })
    .execute();
};

export const touchDevice = async (
  tx: Transaction,
  { id, appVersion, at }: { readonly id: string; readonly appVersion: string; readonly at: Date },
): Promise<void> => {
  await tx.updateTable('device').set({ lastSeenAt: at, appVersion }).where('id', '=', id).execute();
};

/** Every device but the server's own, newest first; of one person, or of everybody. */
export const devicesOf = (tx: Transaction, person: string | null, except: string): Promise<readonly DeviceRow[]> => {
  const all = tx.selectFrom('device').select(deviceColumns).where('id', '!=', except);
  const found = person === null ? all : all.where('person', '=', person);
  return found.orderBy('registeredAt', 'desc').orderBy('id').execute();
};

/** What a device said of itself with its last contact. */
export const noteContact = async (
  tx: Transaction,
  { id, ...contact }: Pick<DeviceRow, 'id' | 'lastSeenAt' | 'appVersion'> & Partial<DeviceRow>,
): Promise<void> => {
  await tx.updateTable('device').set(contact).where('id', '=', id).execute();
};

export const setDeclared = async (
  tx: Transaction,
  { id, place, at }: { readonly id: string; readonly place: string; readonly at: Date },
): Promise<void> => {
  await tx.updateTable('device').set({ place, declaredAt: at }).where('id', '=', id).execute();
};

export const setRevoked = async (tx: Transaction, id: string, at: Date): Promise<void> => {
  await tx.updateTable('device').set({ revokedAt: at }).where('id', '=', id).execute();
};

export const branchesOfDevice = (tx: Transaction, device: string): Promise<readonly DeviceBranchRow[]> =>
  tx.selectFrom('deviceBranch').select(branchColumns).where('device', '=', device).orderBy('branch').execute();

/** The branch, locked until the commit. */
export const lockBranch = (tx: Transaction, key: BranchKey): Promise<DeviceBranchRow | undefined> =>
  tx
    .selectFrom('deviceBranch')
    .select(branchColumns)
    .where('device', '=', key.device)
    .where('branch', '=', key.branch)
    .forUpdate()
    .executeTakeFirst();

/** Opens a branch, or notes how far an open one has come; where it parted from its parent never changes. */
export const saveBranch = async (tx: Transaction, branch: DeviceBranchRow): Promise<void> => {
  await tx
    .insertInto('deviceBranch')
    .values(branch)
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'device', 'branch']).doUpdateSet({ lastSeq: branch.lastSeq, tip: branch.tip }),
    )
    .execute();
};

const deviceColumns = [
  'id',
  'person',
  'publicKey',
  'label',
  'appVersion',
  'registeredAt',
  'lastSeenAt',
  'revokedAt',
  'declaredAt',
  'place',
  'waitingOperations',
  'waitingPhotos',
  'oldestWaitingAt',
  'recordedTo',
  'clockOffsetMs',
  'persisted',
  'freeMb',
  'usedMb',
  'reserve',
] as const satisfies readonly (keyof DeviceRow)[];

const branchColumns = [
  'device',
  'branch',
  'parentBranch',
  'parentSeq',
  'lastSeq',
  'tip',
] as const satisfies readonly (keyof DeviceBranchRow)[];
