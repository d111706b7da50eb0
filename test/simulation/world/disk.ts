import type { IndexedDb } from '@banso/client/store/database.ts';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Life } from './life.ts';
import type { Troubles } from './trouble.ts';

/**
 * One browser profile's IndexedDB. What runs in it is fake-indexeddb; around it stands what is on the disk: all that was
 * committed up to the last strict commit. Everything else is gone when the power fails.
 */
export type Disk = {
  /** IndexedDB as one tab has it: ends with the tab, and has its troubles. */
  readonly forTab: (life: Life) => IndexedDb;
  readonly databases: () => readonly string[];
  /** Rows that are on the disk. */
  readonly durableRows: (database: string, store: string) => readonly unknown[];
  /** Only when no tab is open any more: back to what is on the disk. */
  readonly losePower: () => void;
  /** The browser throws everything of this site away. */
  readonly evict: () => void;
  /** The same data in another profile, with events of its own. */
  readonly copy: (events: Pick<DiskEvents, 'changed'> & Partial<DiskEvents>) => Disk;
};

type Record_ = { readonly key: unknown; readonly value: unknown };
type RawStore = {
  readonly name: string;
  readonly keyPath: unknown;
  readonly autoIncrement: boolean;
  readonly rawIndexes: Map<string, RawIndex>;
  readonly records: { readonly values: () => Iterable<Record_> };
  readonly storeRecord: (record: Record_, noOverwrite: boolean) => void;
  readonly clear: (rollbackLog: unknown[]) => void;
};
type RawIndex = {
  readonly name: string;
  readonly keyPath: unknown;
  readonly multiEntry: boolean;
  readonly unique: boolean;
  initialized: boolean;
};
type RawDatabase = {
  readonly name: string;
  readonly version: number;
  readonly rawObjectStores: Map<string, RawStore>;
  connections: unknown[];
  transactions: unknown[];
};
/** What the model has to know of fake-indexeddb's inside. */
type RawFactory = { readonly _databases: Map<string, RawDatabase> };
type RawTransaction = IDBTransaction & {
  _state: string;
  _abort: (name: string) => void;
  /** Carries out the next request, or commits where there is none. */
  _start: () => void;
  error: DOMException | null;
};

export type DiskEvents = {
  readonly troubles: Troubles;
  readonly say: (line: string) => void;
  /** Something is on the disk now that was not, or is gone. */
  readonly changed: (database: string, stores: readonly string[]) => void;
};

type Snapshot = Map<string, readonly Record_[]>;

export const newDisk = (events: DiskEvents): Disk => diskOf(new IDBFactory(), new Map(), events);

/** A profile as it was filled elsewhere, all of it on the disk. */
export const diskOfProfile = (factory: IDBFactory, events: DiskEvents): Disk =>
  diskOf(
    factory,
    new Map(
      [...databasesIn(factory)].map(([name, { rawObjectStores }]) => [
        name,
        new Map([...rawObjectStores].map(([store, { records }]) => [store, [...records.values()]])),
      ]),
    ),
    events,
  );

const diskOf = (first: IDBFactory, durable: Map<string, Snapshot>, events: DiskEvents): Disk => {
  let factory = first;
  let raw = databasesIn(factory);
  const relaxed = new Map<string, Set<string>>();

  const flush = (database: string, stores: readonly string[]) => {
    const snapshot = durable.get(database) ?? new Map<string, readonly Record_[]>();
    durable.set(database, snapshot);
    const dirty = relaxed.get(database) ?? new Set();
    relaxed.delete(database);
    for (const name of new Set([...stores, ...dirty])) {
      const store = raw.get(database)?.rawObjectStores.get(name);
      if (store) snapshot.set(name, [...store.records.values()]);
    }
    events.changed(database, stores);
  };

  const committed = (transaction: IDBTransaction, stores: readonly string[]) => {
    const { name } = transaction.db;
    if (transaction.durability === 'strict') return flush(name, stores);
    const dirty = relaxed.get(name) ?? new Set();
    for (const store of stores) dirty.add(store);
    relaxed.set(name, dirty);
  };

  return {
    databases: () => [...durable.keys()],
    durableRows: (database, store) => (durable.get(database)?.get(store) ?? []).map(({ value }) => value),
    forTab: (life) => ({
      indexedDB: tabFactory(factory, life, {
        // Already here: Dexie binds the connection's own `transaction` while it makes the stores.
        made: (database) => {
          if (!life.isOver()) watch(database, { life, troubles: events.troubles, say: events.say, committed });
        },
        opened: (database) => {
          if (!life.isOver() && !durable.has(database.name)) flush(database.name, [...database.objectStoreNames]);
        },
      }),
      IDBKeyRange,
    }),
    losePower: () => {
      for (const [name, database] of raw) {
        database.connections = [];
        database.transactions = [];
        for (const [store, rawStore] of database.rawObjectStores) refill(rawStore, durable.get(name)?.get(store) ?? []);
      }
      relaxed.clear();
      for (const name of durable.keys()) events.changed(name, ['outbox', 'photos']);
    },
    evict: () => {
      // A tab that was just opening goes on in what is gone.
      factory = new IDBFactory();
      raw = databasesIn(factory);
      relaxed.clear();
      const gone = [...durable.keys()];
      durable.clear();
      for (const name of gone) events.changed(name, ['outbox']);
    },
    copy: (others) => {
      const copied = new IDBFactory();
      const databases = databasesIn(copied);
      for (const [name, database] of raw) databases.set(name, copyOf(database, durable.get(name) ?? new Map()));
      const snapshots = new Map([...durable].map(([name, snapshot]) => [name, new Map(snapshot)]));
      return diskOf(copied, snapshots, { ...events, ...others });
    },
  };
};

/** Its type hides where it keeps them. */
const databasesIn = (factory: IDBFactory) => (factory as unknown as RawFactory)._databases;

const refill = (store: RawStore, records: readonly Record_[]): void => {
  store.clear([]);
  for (const { key, value } of records) store.storeRecord({ key, value }, false);
};

const copyOf = (database: RawDatabase, snapshot: Snapshot): RawDatabase => {
  const copy = like(database, database.name, database.version);
  for (const [name, store] of database.rawObjectStores) {
    const other = like(store, copy, name, store.keyPath, store.autoIncrement);
    for (const [indexName, index] of store.rawIndexes) {
      const otherIndex = like(index, other, indexName, index.keyPath, index.multiEntry, index.unique);
      otherIndex.initialized = true;
      other.rawIndexes.set(indexName, otherIndex);
    }
    refill(other, snapshot.get(name) ?? []);
    copy.rawObjectStores.set(name, other);
  }
  return copy;
};

/** Another one of the same class: fake-indexeddb gives its own classes to nobody. */
const like = <Thing extends object>(thing: Thing, ...args: readonly unknown[]): Thing =>
  new (thing.constructor as new (...given: readonly unknown[]) => Thing)(...args);

const tabFactory = (
  factory: IDBFactory,
  life: Life,
  { made, opened }: Readonly<Record<'made' | 'opened', (database: IDBDatabase) => void>>,
): IDBFactory => {
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    // Nobody is there any more to hear the answer.
    if (life.isOver()) return new EventTarget() as IDBOpenDBRequest;
    const request = factory.open(name, version);
    let watched = false;
    request.addEventListener('upgradeneeded', () => {
      watched = true;
      made(request.result);
    });
    request.addEventListener('success', () => {
      if (!watched) made(request.result);
      opened(request.result);
    });
    return request;
  };
  return new Proxy(factory, {
    get: (target, key) => {
      if (key === 'open') return open;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
};

type Watching = {
  readonly life: Life;
  readonly troubles: Troubles;
  readonly say: (line: string) => void;
  readonly committed: (transaction: IDBTransaction, stores: readonly string[]) => void;
};

/** From now on this connection ends with its tab, and has its troubles. */
const watch = (database: IDBDatabase, { life, troubles, say, committed }: Watching): void => {
  let dead = false;
  life.whenOver(() => {
    dead = true;
    database.close();
  });
  const begin = database.transaction.bind(database);
  database.transaction = (names, mode, options) => {
    if (!dead && troubles.strikes('connectionDies')) dead = true;
    if (dead) throw new DOMException('The database connection is closing.', 'InvalidStateError');
    const transaction = begin(names, mode, options) as RawTransaction;
    life.whenOver(() => {
      if (transaction._state !== 'finished') transaction._abort('AbortError');
    });
    crashAtRequests(transaction, { life, troubles, say });
    if (mode !== 'readwrite') return transaction;
    const stores = typeof names === 'string' ? [names] : [...names];
    const unheard = troubles.strikes('commitUnheard');
    transaction.addEventListener('complete', () => {
      committed(transaction, stores);
      // It is on the disk, and nobody was told.
      if (troubles.strikes('crashAfterCommit')) crash(life, say);
    });
    if (unheard) {
      dead = true;
      answerAsFailed(transaction, () => committed(transaction, stores));
    }
    if (troubles.strikes('diskFull'))
      setImmediate(() => {
        if (transaction._state !== 'finished') transaction._abort('QuotaExceededError');
      });
    return transaction;
  };
};

/** The tab may die before any request of this transaction is carried out, and before it is committed. */
const crashAtRequests = (
  transaction: RawTransaction,
  { life, troubles, say }: Pick<Watching, 'life' | 'troubles' | 'say'>,
): void => {
  const start = transaction._start.bind(transaction);
  transaction._start = () => {
    if (!life.isOver() && transaction._state !== 'finished' && troubles.strikes('crashAtRequest')) crash(life, say);
    start();
  };
};

const crash = (life: Life, say: (line: string) => void): void => {
  if (life.isOver()) return;
  say(`${life.name} crashes at its disk`);
  life.end();
};

/** The commit reaches the disk, and the page hears that it failed: the connection was lost in between. */
const answerAsFailed = (transaction: RawTransaction, committed: () => void): void => {
  const dispatch = transaction.dispatchEvent.bind(transaction);
  transaction.dispatchEvent = (event) => {
    if (event.type !== 'complete') return dispatch(event);
    committed();
    transaction.error = new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    return dispatch(like(event, 'abort', { bubbles: false, cancelable: false }));
  };
};
