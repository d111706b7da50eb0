import { webcrypto } from 'node:crypto';
import type { IndexedDb } from '@banso/client/store/database.ts';
import type { DeviceCrypto } from '@banso/client/store/device-crypto.ts';
import { webCrypto } from '@banso/client/store/device-crypto.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';

/** Everything that a browser profile holds, as text. Bytes and keys are marked; the keys could be read when it was made. */
type Dump = readonly {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string | string[] | null;
    readonly autoIncrement: boolean;
    readonly indexes: readonly {
      readonly name: string;
      readonly keyPath: string | string[];
      readonly unique: boolean;
      readonly multiEntry: boolean;
    }[];
    readonly rows: readonly { readonly key: unknown; readonly value: unknown }[];
  }[];
}[];

/** Cryptography whose keys can be written down. The app never looks. */
export const readableCrypto: DeviceCrypto = {
  ...webCrypto,
  createDeviceKey: async () => {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const spki = await webcrypto.subtle.exportKey('spki', pair.publicKey);
    return { privateKey: pair.privateKey, publicKey: bytesToBase64url(new Uint8Array(spki)) };
  },
  createSealKey: () => webcrypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']),
};

/** Writes a profile down, store by store, through IndexedDB alone: whatever the app knows about itself stays out of it. */
export const dumpProfile = async ({ indexedDB }: IndexedDb): Promise<string> => {
  const dump = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name));
    const stores = [];
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      const { keyPath, autoIncrement } = store;
      const indexes = Array.from(store.indexNames, (indexName) => {
        const index = store.index(indexName);
        return { name: indexName, keyPath: index.keyPath, unique: index.unique, multiEntry: index.multiEntry };
      });
      const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
      const rows = [];
      for (const [at, key] of keys.entries()) rows.push({ key, value: await written(values[at]) });
      stores.push({ name: storeName, keyPath, autoIncrement, indexes, rows });
    }
    dump.push({ name, version: database.version, stores });
    database.close();
  }
  return `${JSON.stringify(dump)}\n`;
};

export type WrittenKey = {
  readonly jwk: webcrypto.JsonWebKey;
  readonly algorithm: webcrypto.AlgorithmIdentifier;
  readonly usages: webcrypto.KeyUsage[];
};

/** A handle that nobody can read, as keys are in a browser. */
const handleOf = ({ jwk, algorithm, usages }: WrittenKey): Promise<unknown> =>
  webcrypto.subtle.importKey('jwk', jwk, algorithm, false, usages);

/** Makes an empty profile what was written down. */
export const loadProfile = async (
  { indexedDB }: Pick<IndexedDb, 'indexedDB'>,
  text: string,
  keyOf: (key: WrittenKey) => Promise<unknown> = handleOf,
): Promise<void> => {
  // Written by dumpProfile.
  for (const { name, version, stores } of JSON.parse(text) as Dump) {
    const values = await Promise.all(
      stores.map(({ rows }) => Promise.all(rows.map(({ value }) => read(value, keyOf)))),
    );
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const [s, store] of stores.entries()) {
        const { keyPath, autoIncrement } = store;
        const made = opening.result.createObjectStore(store.name, { keyPath, autoIncrement });
        for (const index of store.indexes)
          made.createIndex(index.name, index.keyPath, { unique: index.unique, multiEntry: index.multiEntry });
        for (const [r, { key }] of store.rows.entries())
          made.put(values[s]?.[r], keyPath === null ? (key as IDBValidKey) : undefined);
      }
    };
    (await answerOf(opening)).close();
  }
};

const answerOf = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

const isKey = (value: object): value is CryptoKey => 'algorithm' in value && 'usages' in value;

const written = async (value: unknown): Promise<unknown> => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof ArrayBuffer) return { $bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Uint8Array) return { $view: Buffer.from(value).toString('base64') };
  if (isKey(value))
    return {
      $key: await webcrypto.subtle.exportKey('jwk', value as webcrypto.CryptoKey),
      algorithm: value.algorithm,
      usages: value.usages,
    };
  if (Array.isArray(value)) return Promise.all(value.map(written));
  const entries = Object.entries(value).map(async ([name, one]) => [name, await written(one)] as const);
  return Object.fromEntries(await Promise.all(entries));
};

type Marked = {
  readonly $bytes?: string;
  readonly $view?: string;
  readonly $key?: webcrypto.JsonWebKey;
  readonly algorithm?: webcrypto.AlgorithmIdentifier;
  readonly usages?: webcrypto.KeyUsage[];
};

const read = async (value: unknown, keyOf: (key: WrittenKey) => Promise<unknown>): Promise<unknown> => {
  if (typeof value !== 'object' || value === null) return value;
  const { $bytes, $view, $key, algorithm = '', usages = [] } = value as Marked;
  if ($bytes !== undefined) return new Uint8Array(Buffer.from($bytes, 'base64')).buffer;
  if ($view !== undefined) return new Uint8Array(Buffer.from($view, 'base64'));
  if ($key !== undefined) return keyOf({ jwk: $key, algorithm, usages });
  if (Array.isArray(value)) return Promise.all(value.map((one) => read(one, keyOf)));
  const entries = Object.entries(value).map(async ([name, one]) => [name, await read(one, keyOf)] as const);
  return Object.fromEntries(await Promise.all(entries));
};
