import { takePiece } from '@banso/server/blobs/take-piece.ts';
import { refold } from '@banso/server/refold.ts';
import type { Server } from '@banso/server/server.ts';
import { dropUpload } from '@banso/server/store/blobs.ts';
import type { Transaction } from '@banso/server/store/schema.ts';
import { BLOB_CHUNK_BYTES, type UploadAnswer, uploadPath, uploadStatement } from '@banso/shared/protocol/blobs.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { addPhoto, addressOf, codeOf, line, look, sendAll } from '../support/photo-line.ts';
import { GPS_MARK, hashOf, samplePhoto } from '../support/sample-photo.ts';
import { ENGAGEMENT, EXPERT, storedEngagement, TENANT } from '../support/test-office.ts';
import { testServers } from '../support/test-server.ts';
import { until } from '../support/until.ts';

eachDatabase('Photos on their way', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L3.40] an upload goes on where it was cut, a piece sent twice is taken once', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ width: 1_200, height: 900 });
    expect(photo.bytes.length).toBeGreaterThan(2 * BLOB_CHUNK_BYTES);
    const named = await addPhoto(office, phone, photo);
    const { ask, send } = line(office, phone);
    const piece = (offset: number) => ({ offset, bytes: photo.bytes.slice(offset, offset + BLOB_CHUNK_BYTES) });

    expect(await ask(named)).toEqual({ have: 0, stored: false });
    expect(await send(named, piece(0))).toEqual({ have: BLOB_CHUNK_BYTES, stored: false });
    // The line was cut before the answer came: the phone does not know, and asks.
    expect(await send(named, piece(0))).toEqual({ have: BLOB_CHUNK_BYTES, stored: false });
    expect(await send(named, piece(2 * BLOB_CHUNK_BYTES))).toEqual({ have: BLOB_CHUNK_BYTES, stored: false });
    expect(await ask(named)).toEqual({ have: BLOB_CHUNK_BYTES, stored: false });

    let have = BLOB_CHUNK_BYTES;
    for (let answer: UploadAnswer | string = { have, stored: false }; typeof answer !== 'string' && !answer.stored; ) {
      answer = await send(named, piece(have));
      have = typeof answer === 'string' ? have : answer.have;
    }
    expect(await ask(named)).toEqual({ have: photo.bytes.length, stored: true });
    expect(await send(named, piece(0))).toEqual({ have: photo.bytes.length, stored: true });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L3.41] bytes of another hash are refused and dropped; the right ones go in afterwards', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    const other = Uint8Array.from(photo.bytes);
    other[other.length - 40] = (other[other.length - 40] ?? 0) ^ 1;
    expect(await sendAll(office, phone, named, other)).toBe('wrong_hash');
    expect(await line(office, phone).ask(named)).toEqual({ have: 0, stored: false });
    const { rows } = await office.server.store.pool.query('select from blob_chunk');
    expect(rows).toHaveLength(0);
    expect(await sendAll(office, phone, named, photo.bytes)).toEqual({ have: photo.bytes.length, stored: true });
  });

  test('[L3.42] all bytes are there but the server died before it compared them: an empty piece ends the upload', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ width: 300, height: 200 });
    const named = await addPhoto(office, phone, photo);
    // As it lies in the database between the last piece and the comparison.
    await line(office, phone).send(named, { offset: 0, bytes: photo.bytes.slice(0, 100) });
    const twice = Array.from({ length: 3 }, () =>
      line(office, phone).send(named, { offset: 100, bytes: photo.bytes.slice(100) }),
    );
    expect(new Set((await Promise.all(twice)).map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ have: photo.bytes.length, stored: true })]),
    );
    expect(await line(office, phone).send(named, { offset: photo.bytes.length, bytes: new Uint8Array() })).toEqual({
      have: photo.bytes.length,
      stored: true,
    });
    const engagement = await storedEngagement(office.server, ENGAGEMENT);
    expect(Object.values(engagement.photos)).toHaveLength(1);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L3.42] a piece that comes while another request ends its upload is answered as any other', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ width: 300, height: 200 });
    const named = await addPhoto(office, phone, photo);
    const { send } = line(office, phone);
    const first = { offset: 0, bytes: photo.bytes.slice(0, 100) };
    await send(named, first);
    const { store } = office.server;
    const address = addressOf(phone, named);
    const upload = { kind: 'engagement', aggregateId: ENGAGEMENT, part: address.part };
    const endings: Promise<void>[] = [];
    // It has found the upload open. Then the other one takes it away, or waits for this one to be done with it.
    const between = pausedOnce(office.server, HAS_WRITTEN, async () => {
      const ending = store.transact(phone.tenant, (tx) => dropUpload(tx, upload));
      endings.push(ending);
      if (databases.kind === 'postgres') await Promise.race([ending, until(() => lockAwaited(office.server))]);
    });
    const signature = phone.signText(uploadStatement(address));
    expect(await takePiece(between, { ...address, signature, sealed: false }, first)).toEqual({
      have: 100,
      stored: false,
    });
    expect(endings).toHaveLength(1);
    await Promise.all(endings);
    expect(await sendAll(office, phone, named, photo.bytes)).toEqual({ have: photo.bytes.length, stored: true });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L3.98] a first piece that comes a second time, and goes on only behind the end, opens no upload beside what is kept', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ width: 300, height: 200 });
    const named = await addPhoto(office, phone, photo);
    const { ask, send } = line(office, phone);
    const half = Math.ceil(photo.bytes.length / 2);
    const first = { offset: 0, bytes: photo.bytes.slice(0, half) };
    await send(named, first);
    const asked = gate();
    const ended = gate();
    // It has read that the record has no bytes yet; on the one connection of the embedded database nothing else goes on meanwhile.
    const slow = pausedOnce(office.server, HAS_READ, async () => {
      asked.open();
      if (databases.kind === 'postgres') await ended.opened;
    });
    const address = addressOf(phone, named);
    const signature = phone.signText(uploadStatement(address));
    const second = takePiece(slow, { ...address, signature, sealed: false }, first);
    await Promise.race([asked.opened, second]);
    const stored = { have: photo.bytes.length, stored: true };
    expect(await send(named, { offset: half, bytes: photo.bytes.slice(half) })).toEqual(stored);
    ended.open();
    expect(await second).toEqual(databases.kind === 'postgres' ? stored : { have: half, stored: false });
    expect(await ask(named)).toEqual(stored);
    for (const [table, rows] of [
      ['blob', 1],
      ['blob_upload', 0],
      ['blob_chunk', 0],
    ] as const)
      expect([table, (await office.server.store.pool.query(`select from ${table}`)).rows.length]).toEqual([
        table,
        rows,
      ]);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.41] more than was announced, pieces that are too large, and what is no piece are refused', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    const { send } = line(office, phone);
    const piece = (bytes: number, offset = 0) => send(named, { offset, bytes: new Uint8Array(bytes) });
    expect(await piece(BLOB_CHUNK_BYTES + 1)).toBe('too_large');
    expect(await piece(10, photo.bytes.length - 5)).toBe('photo_too_large');
    expect(await piece(10, 9_999_999)).toBe('photo_too_large');
    const path = uploadPath(addressOf(phone, named), { offset: 0 });
    const post = (url: string, type: string) =>
      office
        .fetch(url, { method: 'POST', headers: { cookie: phone.cookie, 'content-type': type }, body: 'x' })
        .then(codeOf);
    expect(await post(path, 'text/plain')).toBe('malformed_request');
    expect(await post(path.replace('offset=0', 'offset=-1'), 'application/octet-stream')).toBe('malformed_request');
    expect(await post(path.replace('&offset=0', ''), 'application/octet-stream')).toBe('malformed_request');
    expect(await post(path.replace(named.sha256, 'x'), 'application/octet-stream')).toBe('malformed_request');
    expect(await line(office, phone).ask(named)).toEqual({ have: 0, stored: false });
  });

  test('[L15.45] a hostile file under an honest hash is refused in Japanese, and not one byte of it stays', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const { bytes: good } = await samplePhoto();
    const text = (words: string) => new TextEncoder().encode(words);
    const files: readonly (readonly [Uint8Array<ArrayBuffer>, string])[] = [
      [text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'not_a_photo'],
      [new Uint8Array(Buffer.concat([good, text('<script>1</script>')])), 'not_a_photo'],
      [new Uint8Array(300_000), 'not_a_photo'],
      [(await samplePhoto({ width: 5_000, height: 20, grain: 0 })).bytes, 'photo_too_large'],
    ];
    for (const [bytes, code] of files) {
      const named = await addPhoto(office, phone, { bytes, sha256: hashOf(bytes), width: 800, height: 600 });
      expect(await sendAll(office, phone, named, bytes)).toBe(code);
    }
    for (const table of ['blob', 'blob_chunk', 'blob_upload']) {
      expect((await office.server.store.pool.query(`select from ${table}`)).rows).toHaveLength(0);
    }
  });

  test('[L15.46] what is kept has no EXIF, and the record names the hash of what was sent and of what is kept', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ exif: true });
    const named = await addPhoto(office, phone, photo);
    await sendAll(office, phone, named, photo.bytes);
    const response = await look(office, phone.cookie, named);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const kept = new Uint8Array(await response.arrayBuffer());
    expect(Buffer.from(photo.bytes).includes(GPS_MARK)).toBe(true);
    expect(Buffer.from(kept).includes(GPS_MARK)).toBe(false);
    const record = (await storedEngagement(office.server, ENGAGEMENT)).photos[named.photo];
    expect(record).toMatchObject({ sha256: photo.sha256, stored: { sha256: hashOf(kept), bytes: kept.length } });
  });

  test('[L15.48] an upload that nobody went on with for seven days is swept, and can be begun again', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const [left, going] = [await addPhoto(office, phone, photo), await addPhoto(office, phone, photo)];
    const { ask, send } = line(office, phone);
    await send(left, { offset: 0, bytes: photo.bytes.slice(0, 1_000) });
    office.advance(6 * 24 * 60);
    await send(going, { offset: 0, bytes: photo.bytes.slice(0, 1_000) });
    await office.server.sweep();
    expect(await ask(left)).toEqual({ have: 1_000, stored: false });
    office.advance(2 * 24 * 60);
    await office.server.sweep();
    expect(await ask(left)).toEqual({ have: 0, stored: false });
    expect(await ask(going)).toEqual({ have: 1_000, stored: false });
    expect(await sendAll(office, phone, left, photo.bytes)).toEqual({ have: photo.bytes.length, stored: true });
  });

  test('[L15.48] an upload that goes on in the moment of the sweep keeps its pieces', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ width: 300, height: 200 });
    const named = await addPhoto(office, phone, photo);
    const { ask, send } = line(office, phone);
    await send(named, { offset: 0, bytes: photo.bytes.slice(0, 100) });
    office.advance(8 * 24 * 60);
    const { server } = office;
    const address = addressOf(phone, named);
    const sweeps: Promise<void>[] = [];
    const between = pausedOnce(server, HAS_WRITTEN, async () => {
      sweeps.push(server.sweep());
      if (databases.kind === 'postgres') await until(() => lockAwaited(server));
    });
    const signature = phone.signText(uploadStatement(address));
    await takePiece(
      between,
      { ...address, signature, sealed: false },
      { offset: 100, bytes: photo.bytes.slice(100, 200) },
    );
    await Promise.all(sweeps);
    expect(sweeps).toHaveLength(1);
    expect(await ask(named)).toEqual({ have: 200, stored: false });
    expect(await send(named, { offset: 200, bytes: photo.bytes.slice(200) })).toEqual({
      have: photo.bytes.length,
      stored: true,
    });
  });

  test('[L15.48] photos stay as long as their record is there, and go when it is gone', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    await sendAll(office, phone, named, photo.bytes);
    office.advance(400 * 24 * 60);
    await office.server.sweep();
    expect((await look(office, await office.signIn(EXPERT), named)).status).toBe(200);
    await office.server.store.pool.query('delete from part where part = $1', [`photo/${named.photo}`]);
    await office.server.sweep();
    expect((await office.server.store.pool.query('select from blob')).rows).toHaveLength(0);
    expect(office.log).toContainEqual({ event: 'blobs_swept', tenant: TENANT, swept: 1 });
  });
});

/** The same server, one of whose writing transactions waits once behind the first statement that `seen` knows. */
const pausedOnce = (
  server: Server,
  seen: (statement: { readonly kind: string; readonly rows: readonly object[] }) => boolean,
  pause: () => Promise<void>,
): Server => {
  let paused = false;
  const kinds = new WeakMap<object, string>();
  const plugin: Parameters<Transaction['withPlugin']>[0] = {
    transformQuery: ({ node, queryId }) => {
      kinds.set(queryId, node.kind);
      return node;
    },
    transformResult: async ({ result, queryId }) => {
      if (!paused && seen({ kind: kinds.get(queryId) ?? '', rows: result.rows })) {
        paused = true;
        await pause();
      }
      return result;
    },
  };
  const transact: Server['store']['transact'] = (tenant, work) =>
    server.store.transact(tenant, (tx) => work(tx.withPlugin(plugin)));
  return { ...server, store: { ...server.store, transact } };
};

const HAS_READ = ({ rows }: { readonly rows: readonly object[] }) => rows.some((row) => 'retention' in row);
const HAS_WRITTEN = ({ kind }: { readonly kind: string }) => kind === 'InsertQueryNode';

/** Throws as long as nobody waits for a lock in this server's PostgreSQL. */
const lockAwaited = async ({ store }: Server): Promise<void> => {
  const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  expect((await store.pool.query(waiting)).rows).toHaveLength(1);
};

const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};
