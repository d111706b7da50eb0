import { isDataError } from '@banso/server/store/data-error.ts';
import { appendLog, logPage } from '@banso/server/store/log.ts';
import type { LogRow } from '@banso/server/store/schema.ts';
import { describe, expect, test } from 'vitest';
import { eachStore, openTenant } from '../support/databases.ts';

const ENTRY: LogRow = {
  position: 1,
  head: 1,
  device: 'd1',
  branch: 0,
  seq: 1,
  span: 1,
  operationId: null,
  type: 'gap',
  kind: null,
  aggregateId: null,
  retention: 'B',
  actor: null,
  hash: '髙﨑 𠮷野家 "引用" \\ {,} null\n',
  deviceChain: '',
  chain: 'c',
  keyOwner: 'device/d1',
  sealedText: new Uint8Array(Buffer.from([7, 0, 255, 10])).subarray(1),
  sealedContext: null,
  verdict: 'parked',
  verdictDetail: '{}',
  receipt: null,
  receivedAt: new Date('1999-12-31T23:59:59.999Z'),
};

eachStore('Rows as parameters', ({ open }) => {
  const written = async (rows: readonly LogRow[]): Promise<readonly LogRow[]> => {
    const store = await open();
    const tenant = await openTenant(store, 'fukuoka');
    await store.transact(tenant, (tx) => appendLog(tx, rows));
    return store.read(tenant, (tx) => logPage(tx, { after: 0, limit: 10 }));
  };

  test('[L3.92] every value comes back as it was given: letters of all planes, empty texts, nulls, bytes, numbers, times', async () => {
    const rows = [
      ENTRY,
      { ...ENTRY, position: Number.MAX_SAFE_INTEGER, seq: 2, span: 2 ** 31 - 1, sealedContext: Buffer.alloc(0) },
    ];
    const plain = (row: LogRow) => ({
      ...row,
      sealedText: [...row.sealedText],
      sealedContext: row.sealedContext && [...row.sealedContext],
    });
    expect((await written(rows)).map(plain)).toEqual(rows.map(plain));
  });

  describe('[L3.92] what a column cannot hold is the fault of the data', () => {
    test.each([
      ['half of a letter', { hash: '𠮷'.slice(0, 1) }],
      ['a NUL', { hash: 'a\0b' }],
      ['more than an integer', { span: 2 ** 31 }],
      ['a part of a number', { branch: 0.5 }],
      ['more than a number counts to', { position: Number.MAX_VALUE }],
      ['nothing where something has to be', { chain: null as unknown as string }],
    ] satisfies readonly (readonly [string, Partial<LogRow>])[])('%s', async (_, change) => {
      const refused = await written([{ ...ENTRY, ...change }]).catch((error: unknown) => error);
      expect(isDataError(refused)).toBe(true);
    });
  });
});
