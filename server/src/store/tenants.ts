import type { TenantRow, Transaction } from './schema.ts';

/** What the counter row says before a push raises it. */
export type TenantCounter = Pick<TenantRow, 'head' | 'logPosition' | 'chain' | 'epoch'>;

/** Opens a tenant; runs in a transaction of that tenant's own id. */
export const createTenant = async (
  tx: Transaction,
  tenant: Pick<TenantRow, 'id' | 'name' | 'sample' | 'createdAt'> & Partial<Pick<TenantRow, 'deviceLimit'>>,
): Promise<void> => {
  await tx.insertInto('tenant').values(tenant).execute();
};

export const tenantById = (tx: Transaction, id: string): Promise<TenantRow | undefined> =>
  tx.selectFrom('tenant').selectAll().where('id', '=', id).executeTakeFirst();

/** Every tenant through the door, the transaction's own tenant otherwise. */
export const tenants = (tx: Transaction): Promise<readonly TenantRow[]> =>
  tx.selectFrom('tenant').selectAll().orderBy('id').execute();

/** The head of the transaction's tenant: how far a cursor can be. */
export const headOfTenant = async (tx: Transaction): Promise<number> =>
  (await tx.selectFrom('tenant').select('head').executeTakeFirstOrThrow()).head;

/** Which epoch of the transaction's tenant this is, and how far its heads and its log reach. */
export const reachOfTenant = (tx: Transaction): Promise<Pick<TenantRow, 'epoch' | 'head' | 'logPosition'>> =>
  tx.selectFrom('tenant').select(['epoch', 'head', 'logPosition']).executeTakeFirstOrThrow();

/**
 * Takes the tenant's counter until the commit. Late in a push, after devices and records: from here on no other push of this
 * tenant commits, so that heads become visible in their order and no reader's cursor can pass one that is still to come (L6).
 */
export const lockTenantCounter = (tx: Transaction): Promise<TenantCounter> =>
  tx.selectFrom('tenant').select(['head', 'logPosition', 'chain', 'epoch']).forUpdate().executeTakeFirstOrThrow();

/** Raises the counter, once per push, by the one who has locked it. */
export const raiseTenantCounter = async (
  tx: Transaction,
  counter: Pick<TenantRow, 'head' | 'logPosition' | 'chain'>,
): Promise<void> => {
  await tx.updateTable('tenant').set(counter).executeTakeFirstOrThrow();
};

/** Whether the experts of the transaction's tenant may sign in by a link or code alone. */
export const changeSignInSetting = async (tx: Transaction, expertsByLinkAlone: boolean): Promise<void> => {
  await tx.updateTable('tenant').set({ expertsByLinkAlone }).executeTakeFirstOrThrow();
};

/** How many devices one person of this tenant may have. */
export const setDeviceLimit = async (tx: Transaction, deviceLimit: number): Promise<void> => {
  await tx.updateTable('tenant').set({ deviceLimit }).executeTakeFirstOrThrow();
};

/** The restore that nobody has closed yet; null when there is none. */
export const restorationOf = async (
  tx: Transaction,
): Promise<{ readonly restoredAt: Date; readonly restoredFrom: Date } | null> => {
  const { restoredAt, restoredFrom } = await tx
    .selectFrom('tenant')
    .select(['restoredAt', 'restoredFrom'])
    .executeTakeFirstOrThrow();
  return restoredAt && restoredFrom ? { restoredAt, restoredFrom } : null;
};

/** Somebody has looked at what came back. */
export const closeRestoration = async (tx: Transaction): Promise<void> => {
  await tx.updateTable('tenant').set({ restoredAt: null, restoredFrom: null }).executeTakeFirstOrThrow();
};
