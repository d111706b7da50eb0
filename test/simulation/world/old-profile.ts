import type { OutboxRow } from '@banso/client/store/database.ts';
import { createPrivateKey } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { loadProfile, type WrittenKey } from '../../corpus/outbox-dump.ts';
import { type Disk, diskOfProfile } from './disk.ts';
import { asKey } from './model-crypto.ts';
import { chooseTroubles } from './trouble.ts';
import type { Browser } from './browser.ts';
import type { Oracle } from './oracle.ts';

/**
 * A phone's disk as a published version of the app left it, with operations that wait. To be loaded before time becomes virtual;
 * each seed works on a copy. The office has been restored since: what the phone had sent is asked for again.
 */
export const loadOldProfile = async (text: string): Promise<Disk> => {
  const factory = new IDBFactory();
  await loadProfile({ indexedDB: factory }, text.replace(/"epoch":\d+/, '"epoch":7'), keyOf);
  const troubles = chooseTroubles(0);
  return diskOfProfile(factory, { troubles, say: () => {}, changed: () => {} });
};

/** Keys as the model's cryptography has them. */
const keyOf = ({ jwk }: WrittenKey): Promise<unknown> => {
  const { k } = jwk;
  const bytes =
    k === undefined
      ? createPrivateKey({ key: { ...jwk }, format: 'jwk' }).export({ format: 'der', type: 'pkcs8' })
      : Buffer.from(k, 'base64url');
  return Promise.resolve(asKey(new Uint8Array(bytes)));
};

/** What an earlier version of the app called saved is promised like everything else. */
export const promiseOld = (
  { oracle, say }: { readonly oracle: Oracle; readonly say: (line: string) => void },
  browser: Browser,
  database: string,
): void => {
  // Written by the client's store.
  const rows = browser.disk.durableRows(database, 'outbox') as readonly OutboxRow[];
  say(`${browser.name} begins with ${rows.length} operations of an earlier version`);
  for (const { id, seq, type, aggregate, visit } of rows)
    oracle.saved(browser, { id, seq, type, aggregate, visit, browser: browser.name, database });
};
