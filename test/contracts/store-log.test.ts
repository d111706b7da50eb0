import {
  branchesOfDevice,
  deviceById,
  lockBranch,
  lockDevice,
  registerDevice,
  saveBranch,
  touchDevice,
} from '@banso/server/store/devices.ts';
import { appendLog, logByOperationIds, logBySeqs, logOfAggregate, logPage } from '@banso/server/store/log.ts';
import type { Store } from '@banso/server/store/open-store.ts';
import { ensureRecords, lockRecords } from '@banso/server/store/parts.ts';
import { insertReceipt, receiptsByIds } from '@banso/server/store/receipts.ts';
import { withSavepoint } from '@banso/server/store/savepoint.ts';
import type { LogRow } from '@banso/server/store/schema.ts';
import { destroySealKey, insertSealKey, sealKeysFor } from '@banso/server/store/seal-keys.ts';
import { insertServerKey, serverKeys } from '@banso/server/store/server-keys.ts';
import { headOfTenant, raiseTenantCounter } from '@banso/server/store/tenants.ts';
import { describe, expect, test } from 'vitest';
import { type Databases, eachDatabase, eachStore, onModel, onPostgres, openTenant } from '../support/databases.ts';

const tenant = 'fukuoka';
const at = new Date('2026-04-01T09:30:00.123Z');

const entry = (position: number, change: Partial<LogRow> = {}): LogRow => ({
  position,
  head: position,
  device: 'd1',
  branch: 0,
  seq: position,
  span: 1,
  operationId: `op-${position}`,
  type: 'visit started@1',
  kind: 'engagement',
  aggregateId: 'e1',
  retention: 'A',
  actor: 'p1',
  hash: `hash-${position}`,
  deviceChain: `device-${position}`,
  chain: `chain-${position}`,
  keyOwner: 'engagement:e1',
  sealedText: Buffer.from([0, 255, position % 256]),
  sealedContext: null,
  verdict: 'accepted',
  verdictDetail: '{"note":"髙﨑𠮷 \\"quoted\\""}',
  receipt: null,
  receivedAt: at,
  ...change,
});

const opening = (open: Databases['open']) => async (): Promise<Store> => {
  const store = await open();
  await openTenant(store, tenant);
  return store;
};

eachStore('Log', ({ open }) => {
  const opened = opening(open);

  test('[L3.1] an entry comes back byte for byte, by operation, sequence, aggregate and position', async () => {
    const store = await opened();
    const rows = [
      entry(1),
      entry(2, { sealedContext: Buffer.from('context'), receipt: 'r1' }),
      entry(3, { aggregateId: 'e2' }),
    ];
    await store.transact(tenant, (tx) => appendLog(tx, rows));
    const reads = await store.read(tenant, async (tx) => [
      await logByOperationIds(tx, ['op-2', 'op-3', 'unknown']),
      await logBySeqs(tx, { device: 'd1', branch: 0, from: 2, to: 3 }),
      await logOfAggregate(tx, { kind: 'engagement', aggregateId: 'e1' }),
      await logPage(tx, { after: 1, limit: 1 }),
    ]);
    const [first, second, third] = rows;
    expect(reads).toEqual([[second, third], [second, third], [first, second], [second]]);
  });

  test('[L3.1] an operation id and a device sequence have one entry for ever', async () => {
    const store = await opened();
    await store.transact(tenant, (tx) => appendLog(tx, [entry(1)]));
    for (const twice of [entry(2, { operationId: 'op-1' }), entry(2, { seq: 1 })]) {
      await expect(store.transact(tenant, (tx) => appendLog(tx, [twice]))).rejects.toMatchObject({ code: '23505' });
    }
  });

  test('[L3.2] a gap is found by any sequence number inside it', async () => {
    const store = await opened();
    const gap = entry(1, {
      operationId: null,
      type: 'gap',
      kind: null,
      aggregateId: null,
      actor: null,
      seq: 10,
      span: 5,
    });
    await store.transact(tenant, (tx) => appendLog(tx, [gap]));
    const inside = (from: number, to: number) =>
      store.read(tenant, (tx) => logBySeqs(tx, { device: 'd1', branch: 0, from, to }));
    expect(await inside(14, 20)).toHaveLength(1);
    expect(await inside(15, 20)).toEqual([]);
  });

  test('[L6.6] three thousand operations are appended in one statement', async () => {
    const store = await opened();
    await store.transact(tenant, (tx) =>
      appendLog(
        tx,
        Array.from({ length: 3000 }, (_, index) => entry(index + 1)),
      ),
    );
    expect(await store.read(tenant, (tx) => logPage(tx, { after: 2990, limit: 100 }))).toHaveLength(10);
  });

  test('[L16.2] a key is kept once, and once destroyed never comes back', async () => {
    const store = await opened();
    const id = { owner: 'engagement:e1', class: 'A' };
    const keys = () => store.read(tenant, (tx) => sealKeysFor(tx, [id, { owner: 'engagement:e1', class: 'B' }]));
    for (const byte of [1, 2]) {
      await store.transact(tenant, (tx) => insertSealKey(tx, { ...id, wrapped: Uint8Array.of(byte) }));
    }
    expect(await keys()).toEqual([{ ...id, wrapped: Buffer.of(1), destroyedAt: null }]);
    await store.transact(tenant, (tx) => destroySealKey(tx, { ...id, at }));
    await store.transact(tenant, (tx) => insertSealKey(tx, { ...id, wrapped: Uint8Array.of(3) }));
    expect(await keys()).toEqual([{ ...id, wrapped: null, destroyedAt: at }]);
  });

  test('[L3.3] a branch remembers where it parted and how far it has come', async () => {
    const store = await opened();
    const branch = { device: 'd1', branch: 1, parentBranch: 0, parentSeq: 4, lastSeq: 4, tip: 'a' };
    const device = { id: 'd1', person: 'p1', publicKey: 'k', label: 'サンプル端末', appVersion: '1', registeredAt: at };
    await store.transact(tenant, async (tx) => {
      await registerDevice(tx, device);
      await saveBranch(tx, branch);
      await saveBranch(tx, { ...branch, parentSeq: 99, lastSeq: 8, tip: 'b' });
      await touchDevice(tx, { id: 'd1', appVersion: '2', at: new Date('2026-04-02T00:00:00Z') });
      expect(await lockDevice(tx, 'd1')).toMatchObject({ appVersion: '2', revokedAt: null });
      expect(await lockBranch(tx, branch)).toEqual({ ...branch, lastSeq: 8, tip: 'b' });
    });
    expect(await store.read(tenant, (tx) => branchesOfDevice(tx, 'd1'))).toHaveLength(1);
    expect(await store.read(tenant, (tx) => deviceById(tx, 'd2'))).toBeUndefined();
  });

  test('[L3.4] a receipt and the server key come back as they were kept', async () => {
    const store = await opened();
    const receipt = {
      id: 'r1',
      device: 'd1',
      branch: 0,
      fromSeq: 1,
      toSeq: 6,
      text: '{}',
      signature: 's',
      pushSignature: 'p',
      at,
    };
    const key = { id: 'k1', publicKey: 'public', wrappedPrivate: Buffer.of(1, 2), createdAt: at };
    await store.transact(tenant, async (tx) => {
      await insertReceipt(tx, receipt);
      await insertServerKey(tx, key);
      await insertServerKey(tx, { ...key, publicKey: 'later' });
    });
    expect(await store.read(tenant, (tx) => receiptsByIds(tx, ['r1', 'r2']))).toEqual([receipt]);
    expect(await store.read(tenant, serverKeys)).toEqual([key]);
  });

  test('[L6.7] a failed statement that the code swallowed fails the whole transaction', async () => {
    const store = await opened();
    const push = store.transact(tenant, async (tx) => {
      await raiseTenantCounter(tx, { head: 1, logPosition: 1, chain: '' });
      await appendLog(tx, [entry(1), entry(1)]).catch(() => undefined);
    });
    await expect(push).rejects.toMatchObject({ code: '25P02' });
    expect(await store.read(tenant, headOfTenant)).toBe(0);
  });

  test('[L6.7] behind a savepoint a failure undoes only its own writes', async () => {
    const store = await opened();
    await store.transact(tenant, async (tx) => {
      await withSavepoint(tx, () => appendLog(tx, [entry(1)]));
      await expect(withSavepoint(tx, () => appendLog(tx, [entry(2), entry(1)]))).rejects.toMatchObject({
        code: '23505',
      });
      await withSavepoint(tx, () => appendLog(tx, [entry(3)]));
    });
    const positions = (await store.read(tenant, (tx) => logPage(tx, { after: 0, limit: 9 }))).map(
      (row) => row.position,
    );
    expect(positions).toEqual([1, 3]);
  });
});

eachDatabase('What the database alone refuses', ({ open }) => {
  const opened = opening(open);

  test('[L16.1] the app can neither change nor remove what was logged', async () => {
    const store = await opened();
    await store.transact(tenant, (tx) => appendLog(tx, [entry(1)]));
    const remove = store.transact(tenant, (tx) => tx.deleteFrom('log').execute());
    await expect(remove).rejects.toMatchObject({ code: '42501' });
    const change = store.transact(tenant, (tx) => tx.updateTable('log').set({ verdict: 'refused' }).execute());
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });

  test('[L6.1] a head beyond what a number can hold is an error, not a rounding', async () => {
    const store = await opened();
    await store.pool.query("update tenant set head = 9007199254740993 where id = 'fukuoka'");
    await expect(store.read(tenant, headOfTenant)).rejects.toThrow('safe integer');
  });
});

describe.each(['postgres', 'model'] as const)('Locks (%s)', (kind) => {
  const { open } = kind === 'postgres' ? onPostgres() : onModel();

  test('[L6.6] pushes that name the same records in opposite order do not lock each other out', async () => {
    const store = await open();
    await openTenant(store, tenant);
    const keys = Array.from({ length: 50 }, (_, index) => ({ kind: 'engagement', id: `e${index}` }));
    let runs = 0;
    const push = (order: typeof keys) =>
      store.transact(tenant, async (tx) => {
        runs += 1;
        await ensureRecords(tx, order);
        await lockRecords(tx, order);
      });
    await Promise.all(Array.from({ length: 8 }, (_, index) => push(index % 2 ? keys : keys.toReversed())));
    expect(runs).toBe(8);
  });

  test('[L6.7] a transaction that PostgreSQL gives up as deadlocked runs again', async () => {
    const store = await open();
    await openTenant(store, tenant);
    const [a, b] = [
      { kind: 'engagement', id: 'a' },
      { kind: 'engagement', id: 'b' },
    ] as const;
    await store.transact(tenant, (tx) => ensureRecords(tx, [a, b]));
    let runs = 0;
    let firstLocks = 0;
    let bothHold: () => void = () => undefined;
    const met = new Promise<void>((resolve) => {
      bothHold = resolve;
    });
    const crossing = (first: typeof a | typeof b, second: typeof a | typeof b) =>
      store.transact(tenant, async (tx) => {
        runs += 1;
        await lockRecords(tx, [first]);
        firstLocks += 1;
        if (firstLocks === 2) bothHold();
        await met;
        await lockRecords(tx, [second]);
      });
    await Promise.all([crossing(a, b), crossing(b, a)]);
    // Both are through, and the first time one of them was not. On a busy machine it may have been more than once.
    expect(runs).toBeGreaterThanOrEqual(3);
  });
});
