import type { Server } from '../server.ts';
import { registerDevice } from '../store/devices.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { recordAsServer as recordInside, type ServerOperation } from '../sync/record-as-server.ts';

export type { ServerOperation } from '../sync/record-as-server.ts';

/** Registers the device as which the server itself records in this tenant. */
export const registerServerDevice = (server: Server, tenant: string): Promise<void> =>
  server.store.transact(tenant, (tx) =>
    registerDevice(tx, {
      id: SERVER_DEVICE,
      person: SERVER_DEVICE,
      publicKey: server.serverKey.publicKey,
      label: 'サーバー',
      appVersion: 'server',
      registeredAt: new Date(server.clock.nowMs()),
    }),
  );

/** Records operations as the server in a transaction of their own, and tells who listens. Throws when one is not carried out. */
export const recordAsServer = async (
  server: Server,
  tenant: string,
  operations: readonly ServerOperation[],
): Promise<void> => {
  await server.store.transact(tenant, (tx) => recordInside(tx, { server, tenant, operations }));
  server.poke(tenant);
};
