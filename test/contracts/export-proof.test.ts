import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import {
  type ExportedDevice,
  type ExportedEntry,
  type ExportedPart,
  type ExportedReceipt,
  FILES,
} from '@banso/server/export/export-format.ts';
import { refold } from '@banso/server/refold.ts';
import { issueToOneself } from '@banso/server/seal/cades.ts';
import { verifyExport } from '@banso/server/verify/verify-export.ts';
import type { Confirmation } from '@banso/shared/evidence/confirmation.ts';
import { describe, expect, test } from 'vitest';
import { eachDatabase, onPglite } from '../support/databases.ts';
import { exportFolder, exportTo, forge, jsonIn, pack, signAnew, unpack, type Unpacked } from '../support/exported.ts';
import { officeWithTwoVisits } from '../support/two-visits.ts';
import { OTHER_ENGAGEMENT, TENANT } from '../support/test-office.ts';
import { START_MS, type TestServer, testServers } from '../support/test-server.ts';

const folder = exportFolder();

eachDatabase('An export proves itself', (databases) => {
  const { openOffice } = testServers(databases);
  const begin = async () => {
    const office = await openOffice();
    const phone = await officeWithTwoVisits(office);
    return { office, phone };
  };
  const published = async ({ server }: TestServer) => [(await server.signers.of(TENANT)).fingerprint];

  test('[L10.80] an untouched export holds in everything, with the fingerprint that the office published', async () => {
    const { office } = await begin();
    const path = await exportTo(folder(), office);
    const { lines, code } = await verifyExport(path, await published(office));
    expect(lines.filter((line) => line.includes('×'))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('○'))).toHaveLength(13);
    expect(lines.join('\n')).toContain('公表された指紋と一致しました。');
    expect(lines.join('\n')).toMatch(/第1回の確認 \S+: 成り立っています/);
    expect([code, lines.at(-1)]).toEqual([0, 'すべて成り立ちます。']);
  });

  test('[L10.81] it tells nothing of another engagement, and holds no key', async () => {
    const { office } = await begin();
    const files = await unpack(await exportTo(folder(), office));
    const whole = [...files].map(([name, bytes]) => `${name}\n${bytes.toString('latin1')}`).join('\n');
    const utf8 = [...files.values()].map(String).join('\n');
    for (const secret of [OTHER_ENGAGEMENT, 'company-2', '見本 次郎', 'PRIVATE KEY'])
      expect(utf8).not.toContain(secret);
    expect(whole).not.toContain('wrapped');
    const summary = String(files.get(FILES.summary));
    expect(summary).not.toMatch(/<script|https?:\/\//);
    expect(summary).toContain('第2回');
  });

  test('[L13.434] what expert and office settled goes with it', async () => {
    const { office, phone } = await begin();
    const asked = { query: 'query-1', visit: null, title: '旅費', words: 'タクシーの領収書は実費に当たりますか。' };
    phone.record({ type: 'query-asked@1', aggregate: 'engagement-1', body: asked });
    await office.push(phone);
    const path = await exportTo(folder(), office);
    const parts = jsonIn<readonly ExportedPart[]>(await unpack(path), FILES.records);
    expect(parts.map(({ part }) => part)).toContain('query/query-1');
    expect((await verifyExport(path, await published(office))).code).toBe(0);
  });

  const inDatabase: readonly (readonly [string, (office: TestServer) => Promise<unknown>, RegExp])[] = [
    [
      'a record was edited',
      ({ server }) =>
        server.store.pool.query("update part set body = replace(body, '原価', '減価') where part = 'visit/visit-1'"),
      /× engagement\/engagement-1 visit\/visit-1: 記録が台帳と一致しません。/,
    ],
    ['the strokes of two visits were swapped', swapStrokes, /× 第1回の確認 \S+: 端末の署名が合いません。/],
    [
      'two entries of the log changed places',
      ({ server }) =>
        server.store.pool.query(
          `update log set position = -position where type in ('visit-started@1', 'visit-ended@1') and aggregate_id = 'engagement-1';
           update log set position = (select max(position) + min(position) from log where position < 0) * -1 + position
           where position < 0`,
        ),
      /× 台帳\d+番（visit-(started|ended)@1）: 受領証にあるものと違います。|× 受領証\S+: 台帳の判定と一致しません。/,
    ],
    [
      'an operation was taken out of the log',
      ({ server }) =>
        server.store.pool.query("delete from log where type = 'visit-report-saved@1' and device <> 'server'"),
      /× 台帳\d+番: この番号の行がありません。/,
    ],
    [
      'a receipt was replaced by another',
      ({ server }) =>
        server.store.pool.query(
          `update receipt set text = other.text, signature = other.signature from receipt other
           where receipt.device <> 'server' and other.device <> 'server' and other.id <> receipt.id`,
        ),
      /× 受領証\S+: (台帳の判定と一致しません|この送信の受領証ではありません)/,
    ],
    [
      'a device was given another key',
      ({ server }) =>
        server.store.pool.query('update device set public_key = $1 where id <> $2', [otherKey(), 'server']),
      /× 受領証\S+: 端末\S+の署名を確認できません。/,
    ],
  ];

  test.each(inDatabase)(
    '[L10.82] in the database, %s: refold and the export find it, and where',
    async (_what, tamper, place) => {
      const { office } = await begin();
      await tamper(office);
      expect(await refold(office.server)).not.toEqual([]);
      const { lines, code } = await verifyExport(await exportTo(folder(), office), []);
      expect(lines.join('\n')).toMatch(place);
      expect(code).toBe(1);
    },
  );
});

describe('[L10.83] in the file', () => {
  const { openOffice } = testServers(onPglite());

  test('whoever changes anything is found, by hand as well as by a forger who signs anew under the same name', async () => {
    const office = await openOffice();
    await officeWithTwoVisits(office);
    const [published, signer] = [await office.server.signers.of(TENANT), await issueToOneself(OFFICE_NAME, START_MS)];
    const at = folder();
    const whole = await unpack(await exportTo(at, office));
    for (const [what, name, change, place] of inFile(whole)) {
      const byHand = new Map(whole);
      byHand.set(name, Buffer.from(change(Buffer.from(byHand.get(name) ?? '').toString('latin1')), 'latin1'));
      const seen = await told(at, byHand, []);
      expect.soft(seen.said, what).toContain(`× ${name}: 中身が、目録のSHA-256と違います。`);
      expect.soft(seen.code, what).toBe(1);

      const forged = new Map(whole);
      forge(forged, name, change);
      await signAnew(forged, signer);
      expect.soft((await told(at, forged, [])).said, what).toMatch(place);
      const asked = await told(at, forged, [published.fingerprint]);
      expect.soft(asked.said, what).toContain('公表された指紋のものではありません。名前が同じでも、別の証明書です。');
    }
  });
});

const OFFICE_NAME = 'fukuoka（サンプル）';

const told = async (at: string, files: Unpacked, published: readonly string[]) => {
  const path = join(at, 'changed.zip');
  await pack(path, files);
  const { lines, code } = await verifyExport(path, published);
  return { said: lines.join('\n'), code };
};

const swapStrokes = async ({ server }: TestServer): Promise<void> => {
  const { rows } = await server.store.pool.query<{ part: string; body: string }>(
    "select part, body from part where part like 'confirmation/%' order by part",
  );
  const [a, b] = rows.map(({ part, body }) => ({ part, body: JSON.parse(body) as Confirmation }));
  if (!a || !b) throw new Error('two confirmations are needed');
  for (const [to, from] of [
    [a, b],
    [b, a],
  ] as const)
    await server.store.pool.query('update part set body = $1 where part = $2', [
      JSON.stringify({ ...to.body, manner: from.body.manner }),
      to.part,
    ]);
};

const otherKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .publicKey.export({ format: 'der', type: 'spki' })
    .toString('base64url');

type Tamper = readonly [what: string, file: string, change: (latin1: string) => string, place: RegExp];

/** Every change of one file; texts are read as bytes, so that papers and lists are changed alike. */
const inFile = (whole: Unpacked): readonly Tamper[] => {
  const receipts = jsonIn<ExportedReceipt[]>(whole, FILES.receipts);
  const [one, other] = receipts.filter(({ device }) => device !== 'server');
  const paper = [...whole.keys()].find((name) => name.startsWith('papers/visit-report')) ?? '';
  return [
    [
      'an edited record',
      FILES.records,
      json<ExportedPart[]>((parts) =>
        parts.map((part) =>
          part.part === 'visit/visit-1' ? { ...part, body: part.body.replace('"onSite"', '"online"') } : part,
        ),
      ),
      /× engagement\/engagement-1 visit\/visit-1: 記録が台帳と一致しません。/,
    ],
    [
      'strokes swapped between two visits',
      FILES.records,
      json<ExportedPart[]>((parts) => {
        const [a, b] = parts.filter(({ part }) => part.startsWith('confirmation/'));
        const mannerOf = (part: ExportedPart | undefined) => (JSON.parse(part?.body ?? '{}') as Confirmation).manner;
        return parts.map((part) => {
          if (part !== a && part !== b) return part;
          const manner = mannerOf(part === a ? b : a);
          return { ...part, body: JSON.stringify({ ...(JSON.parse(part.body) as Confirmation), manner }) };
        });
      }),
      /× 第1回の確認 \S+: 端末の署名が合いません。[\s\S]*× 第2回の確認 \S+: 端末の署名が合いません。/,
    ],
    [
      'an edited operation',
      FILES.operations,
      json<ExportedEntry[]>((entries) =>
        entries.map((entry) => ({
          ...entry,
          text: entry.text?.replace('"visit-1","number":1', '"visit-1","number":3') ?? null,
        })),
      ),
      /× 台帳\d+番（visit-scheduled@1）: 本文のハッシュが違います。/,
    ],
    [
      'the log in another order',
      FILES.operations,
      json<ExportedEntry[]>((entries) => entries.toReversed()),
      /× log\/operations.json: 操作が、台帳の順に並んでいません。/,
    ],
    [
      'two operations that changed places',
      FILES.operations,
      json<ExportedEntry[]>((entries) => {
        const [start, end] = ['visit-started@1', 'visit-ended@1'].map((type) =>
          entries.find((entry) => entry.type === type),
        );
        return entries.map((entry) => {
          const partner = entry === start ? end : entry === end ? start : undefined;
          return partner ? { ...partner, position: entry.position } : entry;
        });
      }),
      /× 台帳\d+番（visit-ended@1）: 台帳の鎖の\d+番にあるものと違います。/,
    ],
    [
      'an operation that was left out',
      FILES.operations,
      json<ExportedEntry[]>((entries) => entries.filter(({ type }) => type !== 'confirmation-signed@1')),
      /× engagement\/engagement-1 confirmation\/\S+: 台帳にない記録があります。/,
    ],
    [
      'a receipt replaced by another',
      FILES.receipts,
      json<ExportedReceipt[]>((all) =>
        all.map((receipt) =>
          receipt.id === one?.id && other ? { ...receipt, text: other.text, signature: other.signature } : receipt,
        ),
      ),
      new RegExp(`× 受領証${one?.id}: 台帳の判定と一致しません。`),
    ],
    [
      'a receipt written anew',
      FILES.receipts,
      (text) => text.replace('banso-receipt-1\\n', 'banso-receipt-1\\n\\n').replace('fukuoka', 'tottori'),
      /× 受領証\S+: サーバーの署名を確認できません。/,
    ],
    [
      'another device’s key',
      FILES.devices,
      json<ExportedDevice[]>((devices) => devices.map((device) => ({ ...device, publicKey: otherKey() }))),
      /× 受領証\S+: 端末\S+の署名を確認できません。[\s\S]*× 第1回の確認 \S+: 端末の署名が合いません。/,
    ],
    [
      'wider bounds of time',
      FILES.operations,
      json<ExportedEntry[]>((entries) =>
        entries.map((entry) =>
          entry.type === 'visit-ended@1'
            ? { ...entry, context: entry.context?.replace(/"notAfterMs":1/, '"notAfterMs":2') ?? null }
            : entry,
        ),
      ),
      /× 台帳\d+番（visit-ended@1）: 時刻の範囲が、証票と受付の時刻から計算したものと違います。/,
    ],
    [
      'a line of the office’s log',
      FILES.chain,
      (text) => text.replace(/^1 [0-9a-f]/m, '1 x'),
      /× log\/chain.txt: 台帳の鎖が、署名された終わりの値につながりません。/,
    ],
    [
      'a byte of a paper',
      paper,
      (text) => text.replace('/MediaBox [0', '/MediaBox [1'),
      new RegExp(`× ${paper}: 署名が合いません。署名の後に書き換えられています。`),
    ],
    [
      'another picture in a photo’s place',
      'photos/1.jpg',
      () => 'other bytes',
      /× photos\/1.jpg: 記録（photo\/\S+）の写真ではありません。/,
    ],
    [
      'the office’s certificate',
      'certificates/office-1.pem',
      (text) => `${text}\n`,
      new RegExp(
        `× ${paper}: 署名した証明書（SHA-256 [0-9A-F:]+）は、事務局の証明書として入っているものではありません。`,
      ),
    ],
  ];
};

/** A change of a list that is kept as JSON, whose letters are bytes here. */
const json =
  <T>(change: (value: T) => T) =>
  (latin1: string): string => {
    // The caller knows what the export wrote under this name.
    const value = JSON.parse(Buffer.from(latin1, 'latin1').toString('utf8')) as T;
    return Buffer.from(JSON.stringify(change(value))).toString('latin1');
  };
