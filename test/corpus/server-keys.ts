import { readFileSync, writeFileSync } from 'node:fs';
import type { Store } from '@banso/server/store/open-store.ts';
import { insertServerKey, serverKeys } from '@banso/server/store/server-keys.ts';

type Keys = {
  readonly keyFile: string;
  readonly rows: readonly {
    readonly id: string;
    readonly publicKey: string;
    readonly wrappedPrivate: string;
    readonly createdAt: string;
  }[];
};

/** The invented office's keys: what its phones sealed for it opens with them alone. */
export const writeServerKeys = async (store: Pick<Store, 'transact'>, keyFile: string): Promise<string> => {
  const rows = await store.transact('-', serverKeys);
  const keys: Keys = {
    keyFile: readFileSync(keyFile, 'utf8'),
    rows: rows.map(({ id, publicKey, wrappedPrivate, createdAt }) => ({
      id,
      publicKey,
      wrappedPrivate: Buffer.from(wrappedPrivate).toString('base64'),
      createdAt: new Date(createdAt).toISOString(),
    })),
  };
  return `${JSON.stringify(keys)}\n`;
};

/** Gives a database that no server has opened yet the keys of that office. */
export const restoreServerKeys = async (
  store: Pick<Store, 'transact'>,
  text: string,
  keyFile: string,
): Promise<void> => {
  // Written by writeServerKeys.
  const keys = JSON.parse(text) as Keys;
  writeFileSync(keyFile, keys.keyFile);
  await store.transact('-', async (tx) => {
    for (const { wrappedPrivate, createdAt, ...row } of keys.rows)
      await insertServerKey(tx, {
        ...row,
        wrappedPrivate: Buffer.from(wrappedPrivate, 'base64'),
        createdAt: new Date(createdAt),
      });
  });
};
