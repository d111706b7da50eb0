import * as v from 'valibot';
import { type Database, withConnection } from './database.ts';
import { readSealedAs } from './local-records.ts';
import type { Seal } from './seal.ts';

const nameSchema = v.strictObject({ name: v.string(), tenantName: v.string() });

/** How the person and their office are called; kept sealed, because it has to be shown without a network. */
export type OwnerName = v.InferOutput<typeof nameSchema>;

export const OWNER_PLACE = 'owner';

/** Null where there is none, or it cannot be opened. */
export const openOwnerName = async (seal: Seal, sealed: ArrayBuffer | null): Promise<OwnerName | null> => {
  const text = sealed && (await seal.open(OWNER_PLACE, sealed));
  const parsed = text === null ? null : v.safeParse(nameSchema, JSON.parse(text));
  return parsed?.success ? parsed.output : null;
};

/** Throws `SealChanged`. */
export const keepOwnerName = async (database: Database, seal: Seal, { name, tenantName }: OwnerName): Promise<void> => {
  const sealed = await seal.seal(OWNER_PLACE, JSON.stringify({ name, tenantName }));
  await withConnection(database, () =>
    database.transaction('rw', database.meta, async () => {
      await readSealedAs(database, seal);
      await database.meta.put({ id: 'owner', sealed });
    }),
  );
};
