import type { Patch } from './bundle.ts';
import { LATER_PLANTED_BUGS } from './later-planted-bugs.ts';

/** A bug that others had, put into the product for a test: the simulator has to find it within so many seeds. */
export type PlantedBug = { readonly name: string; readonly within: number; readonly patches: readonly Patch[] };

const TAKE_ANSWER = 'client/src/store/take-answer.ts';
const WRITE_EFFECTS = 'server/src/sync/write-effects.ts';
const TENANTS = 'server/src/store/tenants.ts';
const TAKE_PUSH = 'server/src/sync/take-push.ts';
const COMMIT = 'client/src/store/commit-operation.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'sequence cursor: numbers are given in one order and become visible in another',
    within: 120,
    patches: [
      {
        file: TENANTS,
        find: "import type { TenantRow, Transaction } from './schema.ts';",
        put: `import { sql } from 'kysely';
export const takeNumber = async (tx) =>
  1000 + (await sql\`select nextval('head') as number\`.execute(tx)).rows[0].number;`,
      },
      { file: WRITE_EFFECTS, find: '{ lockTenantCounter,', put: '{ takeNumber, lockTenantCounter,' },
      {
        file: WRITE_EFFECTS,
        find: '  const { decisions, set } = decided;\n',
        put: '  const { decisions, set } = decided;\n  const early = await takeNumber(tx);\n',
      },
      { file: WRITE_EFFECTS, find: 'const head = counter.head + 1;', put: 'const head = early;' },
      {
        file: WRITE_EFFECTS,
        find: 'tx, { head, logPosition:',
        put: 'tx, { head: Math.max(head, counter.head), logPosition:',
      },
    ],
  },
  {
    name: 'ack before commit',
    within: 100,
    patches: [
      {
        file: TAKE_PUSH,
        find: 'return await take({ parkedSeqs: push.parkedSeqs, trial: false });',
        put: `return await new Promise((resolve, reject) => {
      store.transact(push.tenant, async (tx) => {
        const device = await lockDevice(tx, push.device);
        const answer = device ? await accept(tx, deps, device, push) : { problem: problemBody('device_unknown') };
        resolve(answer);
        return answer;
      }).catch(reject);
    });`,
      },
      // What the device said about itself is written to the row that the push holds locked: it would wait for the commit.
      {
        file: 'server/src/sync/sync-route.ts',
        find: '  const heard = known && (mine',
        put: '  const heard = push === null && known && (mine',
      },
    ],
  },
  {
    name: 'what is committed is not flushed',
    within: 100,
    patches: [
      { file: 'test/simulation/database/model-database.ts', find: '{ flushes = true }', put: '{ flushes = false }' },
    ],
  },
  {
    name: 'drop on 401',
    within: 60,
    patches: [
      {
        file: TAKE_ANSWER,
        find: '        if (rows.length > 0) mustSealAs(before, seal);',
        put: `        if (pull && 'problem' in pull) await database.outbox.where('stage').equals('waiting').delete();
        if (rows.length > 0) mustSealAs(before, seal);`,
      },
    ],
  },
  {
    name: 'cursor stored before rows',
    within: 100,
    patches: [
      {
        file: TAKE_ANSWER,
        find: "  const rows = pull && 'rows' in pull && seal",
        put: `  if (pull && 'rows' in pull) await database.meta.update('sync', { cursor: pull.cursor, epoch: pull.epoch });
  const rows = pull && 'rows' in pull && seal`,
      },
      {
        file: TAKE_ANSWER,
        find: '  if (asked?.cursor !== before.cursor || asked.epoch !== before.epoch) return none;',
        put: '',
      },
    ],
  },
  {
    name: 'clock inside apply',
    within: 40,
    patches: [
      {
        file: 'shared/src/engagement/operations/visit-started.ts',
        find: 'from: clockTimeInJapan(operation.clock.wallMs)',
        put: 'from: clockTimeInJapan(Date.now())',
      },
    ],
  },
  {
    name: 'lock as only guard: nothing on the disk is compared',
    within: 100,
    patches: [
      {
        file: COMMIT,
        find: "transaction.objectStore('outbox').add(row);",
        put: "transaction.objectStore('outbox').put(row);",
      },
      { file: COMMIT, find: '  tip.seq === then.tip.seq &&', put: '  true || tip.seq === then.tip.seq &&' },
    ],
  },
  {
    name: 'jsonb hash: texts are kept with their keys in another order',
    within: 10,
    patches: [
      {
        file: WRITE_EFFECTS,
        find: 'text: sealText(key, one.place.text)',
        put: `text: sealText(key, one.place.envelope
          ? JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(one.place.text)).toSorted()))
          : one.place.text)`,
      },
    ],
  },
  {
    name: 'no retraction when an engagement passes to another expert',
    within: 60,
    patches: [
      { file: WRITE_EFFECTS, find: '  for (const key of lost) if (!holds.has(key)) putAll(key, false);\n', put: '' },
    ],
  },
  {
    name: 'who is given an engagement is not sent what is in it',
    within: 60,
    patches: [{ file: WRITE_EFFECTS, find: '  for (const key of gained) putAll(key, true);\n', put: '' }],
  },
  {
    name: 'wipe on epoch',
    within: 100,
    patches: [
      {
        file: TAKE_ANSWER,
        find: '  if (pull.fresh) await database.parts.clear();',
        put: '  if (pull.fresh) await Promise.all([database.parts.clear(), database.outbox.clear()]);',
      },
    ],
  },
  {
    name: 'retry with a new id',
    within: 100,
    patches: [
      {
        file: 'client/src/store/record-operation.ts',
        find: '    id: tap.id,\n    tenant: recorder.who.tenant,',
        put: '    id: uuidv7(recorder.ports.clock.wallMs(), recorder.ports.random(10)),\n    tenant: recorder.who.tenant,',
      },
    ],
  },
  {
    name: 'page cut inside a transaction',
    within: 40,
    patches: [
      {
        file: 'server/src/store/feed.ts',
        find: 'count(*) over (order by head) as upto',
        put: 'count(*) over (order by head, kind, aggregate_id, part) as upto',
      },
      {
        file: 'server/src/store/feed.ts',
        find: 'where upto <= ${query.limitRows}::bigint or head = first_head',
        put: 'where upto <= ${query.limitRows}::bigint',
      },
    ],
  },
  {
    name: 'relaxed durability of the device',
    within: 10,
    patches: [
      {
        file: 'client/src/store/database.ts',
        find: "chromeTransactionDurability: 'strict'",
        put: "chromeTransactionDurability: 'relaxed'",
      },
      { file: COMMIT, find: "durability: 'strict' as const", put: "durability: 'relaxed' as const" },
    ],
  },
  {
    name: 'an operation and the number after it are written in two transactions',
    within: 60,
    patches: [
      {
        file: COMMIT,
        find: "    transaction.addEventListener('complete', () => resolve(tip));\n",
        put: `    transaction.addEventListener('complete', () => {
      try {
        const second = database.backendDB().transaction(['meta'], 'readwrite', { durability: 'strict' });
        second.addEventListener('complete', () => resolve(tip));
        second.addEventListener('abort', () => reject(new Error('the second')));
        second.objectStore('meta').put(tip);
      } catch (error) {
        reject(error);
      }
    });
`,
      },
      { file: COMMIT, find: '      meta.put(tip);\n', put: '' },
    ],
  },
  {
    name: 'overlay dropped on push-ack',
    within: 150,
    patches: [{ file: TAKE_ANSWER, find: "return head > cursor ? 'arriving' : 'settled';", put: "return 'settled';" }],
  },
  {
    name: 'what the server has taken in is dropped from the device at once',
    within: 10,
    patches: [
      {
        file: TAKE_ANSWER,
        find: '  await putVerdicts(database, answered, passed);',
        put: `  await putVerdicts(database, answered, passed);
  await database.outbox.where('stage').equals('settled').delete();`,
      },
    ],
  },
  {
    name: 'dead connection reused',
    within: 60,
    patches: [
      {
        file: 'client/src/store/database.ts',
        find: '      if (error instanceof SealChanged || isFull(error) || gone.has(database) || left === 1) throw error;\n',
        put: '      throw error;\n',
      },
    ],
  },
  {
    name: 'verdict that does not advance the sequence: one that is no yes',
    within: 60,
    patches: [
      {
        file: 'server/src/sync/accept.ts',
        find: '  const last = lined.fresh.at(-1);',
        put: "  const last = lined.fresh.filter((_, at) => decided.decisions[at]?.decision.outcome === 'accepted').at(-1);",
      },
    ],
  },
  {
    name: 'an operation that makes apply throw stops the batch',
    within: 100,
    patches: [
      {
        file: 'server/src/sync/decide.ts',
        find: "    input.reportBug(error, envelope.id);\n    return park('apply_threw');",
        put: '    throw error;',
      },
    ],
  },
  {
    name: 'what the database refuses stops the batch',
    within: 150,
    patches: [
      {
        file: TAKE_PUSH,
        find: '    if (!isDataError(error)) throw error;\n    deps',
        put: '    throw error;\n    deps',
      },
    ],
  },
  {
    name: 'a device is registered in the name of whoever has the session',
    within: 100,
    patches: [
      {
        file: 'server/src/auth/devices.ts',
        find: "  if (holder !== person) throw new Problem('signed_out');\n",
        put: '',
      },
    ],
  },
  {
    name: 'a photo is called sent with its last piece, before the server has said so',
    within: 40,
    patches: [
      {
        file: 'client/src/sync/photo-sender.ts',
        find: '    answer = await transport.send(upload, {',
        put: `    if (offset + BLOB_CHUNK_BYTES >= bytes.length) {
      void transport.send(upload, { offset, bytes: bytes.slice(offset, offset + BLOB_CHUNK_BYTES) });
      await store.photoStored({ id, epoch }, clock.wallMs());
      return 'sent';
    }
    answer = await transport.send(upload, {`,
      },
    ],
  },
  {
    name: 'the bytes of a photo are written after the operation that names them',
    within: 60,
    patches: [
      {
        file: COMMIT,
        find: "        transaction.objectStore('photoBytes').put(attached.bytes);\n",
        put: `        setTimeout(() => void database.photoBytes.put(attached.bytes), 20);
`,
      },
    ],
  },
  ...LATER_PLANTED_BUGS,
];
