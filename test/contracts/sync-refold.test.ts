import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import type { Server } from '@banso/server/server.ts';
import { logOfAggregate, logPage } from '@banso/server/store/log.ts';
import { partsOfAggregates } from '@banso/server/store/parts.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { type Programme, programmeParts } from '@banso/shared/programme/programme.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { visitTaps } from '../support/test-device.ts';
import { given } from '../support/given.ts';
import { ENGAGEMENT, PROGRAMME, TENANT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

const SECRET = '社長の体調のため工程を変えた。髙﨑𠮷';

const storedProgramme = async (server: Server): Promise<Programme> =>
  given(
    programmeParts.fromParts(
      await server.store.read(TENANT, (tx) => partsOfAggregates(tx, [{ kind: 'programme', id: PROGRAMME }])),
    ),
  );

eachDatabase('Sealed and provable', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L16.10] nothing of an operation’s body can be read in the log; its owner’s key opens it', async () => {
    const { server } = await openWithVisits(openOffice);
    const { rows } = await server.store.pool.query<{ line: string }>('select log::text as line from log');
    const sealed = await server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 1_000 }));
    expect(sealed.length).toBeGreaterThan(10);
    for (const { sealedText, sealedContext } of sealed) {
      for (const bytes of [sealedText, sealedContext ?? Buffer.alloc(0)]) {
        expect(Buffer.from(bytes).includes(Buffer.from(SECRET.slice(0, 4)))).toBe(false);
        expect(Buffer.from(bytes).includes('"body"')).toBe(false);
      }
    }
    // Japanese letters appear nowhere in the log's own columns.
    expect(rows.filter(({ line }) => /[぀-ヿ一-鿿]/u.test(line))).toEqual([]);
  });

  test('[L16.14] refold proves the whole history, and goes on proving it after a key was destroyed', async () => {
    const { server } = await openWithVisits(openOffice);
    expect(await refold(server)).toEqual([]);
    await server.store.pool.query(
      "update seal_key set wrapped = null, destroyed_at = now() where owner = $1 and class = 'B'",
      [`engagement/${ENGAGEMENT}`],
    );
    await server.store.pool.query("delete from part where aggregate_id = $1 and retention = 'B'", [ENGAGEMENT]);
    expect(await refold(server)).toEqual([]);
  });

  test('[L16.14] an engagement is folded by the rules of its own programme, also where another one has a version of the same name', async () => {
    const { server } = await openOffice();
    const by = { actor: SYSTEM, atMs: server.clock.nowMs() } as const;
    const programme = await storedProgramme(server);
    await recordAsServer(server, TENANT, [
      {
        ...by,
        type: 'programme-registered@1',
        kind: 'programme',
        aggregate: 'programme-2',
        body: {
          name: '支援員と訪問する事業（サンプル）',
          fiscalYear: '令和8年度',
          office: '福岡サンプル支援センター',
          addressee: '理事長',
          sample: true,
          ruleSets: programme.ruleSets.map((rules) => ({ ...rules, supportOfficers: { source: '見本の定め' } })),
        },
      },
      {
        ...by,
        type: 'engagement-created@1',
        kind: 'engagement',
        aggregate: 'engagement-3',
        body: { programme: 'programme-2', company: 'company-1' },
      },
      {
        ...by,
        type: 'team-named@1',
        kind: 'engagement',
        aggregate: 'engagement-3',
        body: {
          officers: [{ person: null, name: '見本 員子（サンプル）', organisation: '見本商工会' }],
          interimExpert: null,
        },
      },
    ]);
    expect(await refold(server)).toEqual([]);
  });

  test.each<readonly [string, string, string]>([
    [
      'a part',
      "update part set body = replace(body, '工程', '日程') where part like 'visit/%'",
      '記録が台帳と一致しません',
    ],
    ['a part that was taken away', "delete from part where part like 'visit/%'", '記録が台帳と一致しません'],
    [
      'a part that nobody recorded',
      `insert into part (tenant, kind, aggregate_id, part, version, retention, body, head)
       values ('fukuoka', 'engagement', '${ENGAGEMENT}', 'visit/x', 1, 'B', '{}', 1)`,
      '台帳にない記録があります',
    ],
    [
      'a whole record that nobody recorded',
      `insert into part (tenant, kind, aggregate_id, part, version, retention, body, head)
       values ('fukuoka', 'company', 'company-x', 'core', 1, 'B', '{}', 1)`,
      '台帳にない記録があります',
    ],
    ['a verdict', "update log set verdict = 'parked' where type like 'visit-ended%'", '受領証'],
    ['a reason', `update log set verdict_detail = replace(verdict_detail, 'null', '"gap"') where seq = 3`, '受領証'],
    ['a hash', "update log set hash = repeat('a', 64) where type like 'visit-ended%'", '鎖がつながりません'],
    [
      'two sealed texts',
      `update log set sealed_text = other.sealed_text from log other
       where log.type like 'visit-started%' and other.type like 'visit-ended%' and log.device = other.device
       and log.seq = other.seq - 2`,
      '本文のハッシュが違います',
    ],
    [
      'the order',
      `update log set position = -position where type like 'visit-%';
       update log set position = (select max(position) + 1 from log) + (select min(position) from log) * -1 + position
       where position < 0`,
      '鎖がつながりません',
    ],
    ['the end of the log', 'delete from log where position > 20', '台帳の終わり'],
    ['a receipt', "update receipt set text = replace(text, 'fukuoka', 'tottori')", '署名を確認できません'],
    ['a lost receipt', "delete from receipt where device <> 'server'", '受領証'],
    ['a sealed byte', 'update log set sealed_text = set_byte(sealed_text, 40, 0) where seq = 2', '封印を開けません'],
  ])('[L16.12] refold finds that somebody changed %s', async (_what, tampering, problem) => {
    const { server } = await openWithVisits(openOffice);
    await server.store.pool.query(tampering);
    expect((await refold(server)).join('\n')).toContain(problem);
  });

  test('[L16.13] what nobody could read, or sent to somebody else’s record, is sealed in the device’s quarantine', async () => {
    const { server, phone } = await openWithVisits(openOffice);
    const rows = await server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 1_000 }));
    const strays = rows.filter(({ device, verdict }) => device === phone && verdict === 'parked');
    expect(strays.map(({ keyOwner }) => keyOwner)).toEqual(strays.map(() => `device/${phone}`));
    expect(strays).toHaveLength(2);
    const own = await server.store.read(TENANT, (tx) =>
      logOfAggregate(tx, { kind: 'engagement', aggregateId: ENGAGEMENT }),
    );
    expect(new Set(own.map(({ keyOwner }) => keyOwner))).toEqual(new Set([`engagement/${ENGAGEMENT}`]));
  });
});

/** An office whose log holds everything that can happen: two pushes, a copied phone, parked and late things. */
const openWithVisits = async (
  openOffice: () => Promise<TestServer>,
): Promise<{ readonly server: TestServer['server']; readonly phone: string }> => {
  const office = await openOffice();
  const phone = await office.phone();
  const visit = (number: number) => visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number, wrote: SECRET });
  for (const tap of visit(1)) phone.record(tap);
  await office.push(phone);
  const copy = phone.copy();
  phone.recordText(`壊れた${SECRET}`);
  phone.record({ ...visit(2)[1], aggregate: 'engagement-2' });
  for (const tap of visit(2)) phone.record(tap);
  for (const tap of visit(3)) copy.record(tap);
  await office.push(phone);
  await office.push(copy);
  return { server: office.server, phone: phone.id };
};
