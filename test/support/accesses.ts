import { type KeptAccess, readAccess } from '@banso/server/access/record-access.ts';
import { accessRowsAfter } from '@banso/server/store/access-log.ts';
import { TENANT } from './test-office.ts';
import type { TestServer } from './test-server.ts';

/** The access log of the test office, oldest first. */
export const accessesIn = async (
  { server }: Pick<TestServer, 'server'>,
  tenant = TENANT,
): Promise<readonly KeptAccess[]> =>
  (await server.store.read(tenant, (tx) => accessRowsAfter(tx, 0, 10_000))).map(readAccess);

/** Its events, in order, without those that a phone's registration and declaration bring. */
export const accessEventsIn = async (office: Pick<TestServer, 'server'>): Promise<readonly string[]> =>
  (await accessesIn(office))
    .map(({ event }) => event)
    .filter((event) => event !== 'deviceRegistered' && event !== 'deviceDeclared');

/** What happened at the door, in order. */
export const signInsIn = async (office: Pick<TestServer, 'server'>, tenant = TENANT): Promise<readonly string[]> =>
  (await accessesIn(office, tenant)).flatMap(({ detail }) =>
    typeof detail['what'] === 'string' ? [detail['what']] : [],
  );
