import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { tellOwnTypes } from '@banso/server/sync/leave-to-later.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  EXPERT,
  makeOffice,
  OTHER_EXPERT,
  PROGRAMME,
  TENANT,
} from '../../support/test-office.ts';
import { type ModelDatabase, openModelDatabase } from '../database/model-database.ts';
import { openModelStore } from '../database/model-store.ts';
import { readSchema } from '../database/read-schema.ts';
import { chanceOf } from './chance.ts';
import { serverOver } from './servers.ts';

/** 13:00 on a Wednesday in Japan. */
export const BEGINNING_MS = Date.parse('2026-05-20T04:00:00Z');

const person = (id: string, roles: readonly SignedIn['roles'][number]['role'][]): SignedIn => ({
  tenant: TENANT,
  tenantName: `${TENANT}（サンプル）`,
  person: id,
  name: id,
  roles: roles.map((role) => ({ role, programme: PROGRAMME })),
  sample: true,
});

export const PEOPLE = {
  expert: person(EXPERT, ['expert']),
  otherExpert: person(OTHER_EXPERT, ['expert']),
  approver: person(APPROVER, ['approver', 'staff']),
  administrator: person(ADMINISTRATOR, ['administrator', 'staff']),
} as const satisfies Record<string, SignedIn>;

/** A database with an office in it; each seed works on a fork of it. */
export const makeOfficeDatabase = async (
  migrationsDir: string,
  options: { readonly flushes?: boolean } = {},
): Promise<ModelDatabase> => {
  const database = openModelDatabase(readSchema(migrationsDir), options);
  const clock = { nowMs: () => BEGINNING_MS - 60_000 };
  const server = serverOver(openModelStore(database).store, { clock, random: chanceOf(0, 'office').bytes });
  // The present program has been started on this database, whoever else still runs on it.
  await tellOwnTypes(server.store, clock.nowMs());
  await makeOffice(server);
  // Copied and cleared profiles come as devices anew.
  await server.store.transact(TENANT, (tx) => tx.updateTable('tenant').set({ deviceLimit: 50 }).execute());
  server.stop();
  database.flush();
  return database;
};

/** What restoring will do to the tenant's row. */
export const raiseEpoch = (database: ModelDatabase, epoch: number): void => {
  for (const slot of database.tables.get('tenant')?.slots.values() ?? []) {
    const row = slot.history.at(-1)?.row;
    if (row) slot.history = [{ at: 0, row: { ...row, epoch } }];
  }
};
