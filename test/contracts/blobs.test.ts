import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { destroySealKey } from '@banso/server/store/seal-keys.ts';
import { BLOB_CHUNK_BYTES, blobPath, type UploadAnswer, uploadPath } from '@banso/shared/protocol/blobs.ts';
import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { GPS_MARK, hashOf, samplePhoto, type SamplePhoto } from '../support/sample-photo.ts';
import type { TestDevice } from '../support/test-device.ts';
import {
  ADMINISTRATOR,
  APPROVER,
  assignExpert,
  ENGAGEMENT,
  EXPERT,
  makeOffice,
  OTHER_EXPERT,
  storedEngagement,
  TENANT,
} from '../support/test-office.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

type Phone = TestDevice & { readonly cookie: string };
type Named = { readonly photo: string; readonly sha256: string };

/** Records a photo on this phone and pushes it; the bytes stay where they are. */
const addPhoto = async (
  office: TestServer,
  phone: Phone,
  { bytes, sha256, width, height }: SamplePhoto,
  change: object = {},
): Promise<Named> => {
  const photo = randomUUID();
  phone.record({
    type: 'photo-added@1',
    aggregate: ENGAGEMENT,
    body: {
      visit: 'visit-1',
      photo,
      purpose: 'whiteboard',
      caption: '工程の並べ替え',
      type: 'image/jpeg',
      sha256,
      bytes: bytes.length,
      width,
      height,
      ...change,
    },
  });
  expect(outcomes(await office.push(phone))).toEqual(['accepted']);
  return { photo, sha256 };
};

type Piece = { readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> };

const line = (office: TestServer, phone: Pick<Phone, 'id' | 'cookie'>) => {
  const at = ({ photo }: Named) => ({ engagement: ENGAGEMENT, photo, device: phone.id });
  return {
    ask: (named: Named) =>
      office.fetch(uploadPath(named.sha256, at(named)), { headers: { cookie: phone.cookie } }).then(answerOf),
    send: (named: Named, { offset, bytes }: Piece) =>
      office
        .fetch(uploadPath(named.sha256, { ...at(named), offset }), {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', cookie: phone.cookie },
          body: bytes,
        })
        .then(answerOf),
    look: (named: Named) => office.fetch(blobPath(named.sha256, at(named)), { headers: { cookie: phone.cookie } }),
  };
};

/** What the server said: how far it is, or the code of its problem, which is a whole problem in Japanese. */
const answerOf = async (response: Response): Promise<UploadAnswer | keyof typeof PROBLEMS> => {
  const body = (await response.json()) as UploadAnswer & { readonly code?: keyof typeof PROBLEMS };
  if (body.code === undefined) return body;
  const { status, title, todo } = PROBLEMS[body.code];
  expect([response.status, body]).toMatchObject([status, { title, detail: todo }]);
  return body.code;
};

/** Sends everything, asking nothing: how a phone with a good line does it. */
const sendAll = async (office: TestServer, phone: Phone, named: Named, bytes: Uint8Array<ArrayBuffer>) => {
  let answer: UploadAnswer | string = { have: 0, stored: false };
  for (let offset = 0; offset < bytes.length; offset += BLOB_CHUNK_BYTES) {
    answer = await line(office, phone).send(named, { offset, bytes: bytes.slice(offset, offset + BLOB_CHUNK_BYTES) });
  }
  return answer;
};

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

eachDatabase('Photos', (databases) => {
  const { open, openOffice } = testServers(databases);

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

  test('[L15.44] a hash opens nothing: every other record, person, device and office gets the answer of nothing', async () => {
    const office = await openOffice();
    await makeOffice(office.server, 'tottori');
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    await sendAll(office, phone, named, photo.bytes);
    const stranger = await office.phone(OTHER_EXPERT);
    const elsewhere = await office.phone(EXPERT, 'tottori');
    const approver = await office.phone(APPROVER);

    expect((await line(office, phone).look(named)).status).toBe(200);
    expect((await line(office, approver).look(named)).status).toBe(200);
    const nothing = await line(office, phone).look({ ...named, photo: randomUUID() });
    const answers = [
      await line(office, stranger).look(named),
      await line(office, elsewhere).look(named),
      await line(office, phone).look({ ...named, sha256: 'a'.repeat(64) }),
    ];
    const body = await nothing.text();
    expect(JSON.parse(body)).toMatchObject({ code: 'not_found' });
    for (const answer of answers) expect(await answer.text()).toBe(body);

    const unsent = await addPhoto(office, phone, await samplePhoto({ seed: 2 }));
    for (const other of [stranger, elsewhere, approver]) {
      expect(await line(office, other).ask(unsent)).toBe('not_found');
      expect(await line(office, other).send(unsent, { offset: 0, bytes: photo.bytes.slice(0, 9) })).toBe('not_found');
    }
    expect(await line(office, { id: stranger.id, cookie: phone.cookie }).ask(unsent)).toBe('device_unknown');
    expect(await line(office, { id: phone.id, cookie: '' }).ask(unsent)).toBe('signed_out');
    expect(await codeOf(await line(office, { id: phone.id, cookie: '' }).look(named))).toBe('signed_out');
    expect(await codeOf(await line(office, phone).look(unsent))).toBe('not_arrived');
    await office.server.store.pool.query('update device set revoked_at = now() where id = $1', [phone.id]);
    expect(await line(office, phone).ask(unsent)).toBe('device_revoked');
  });

  test('[L15.44] what its author photographed still arrives when the engagement has gone to somebody else', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    await assignExpert(office.server, ENGAGEMENT, OTHER_EXPERT);
    expect(await sendAll(office, phone, named, photo.bytes)).toEqual({ have: photo.bytes.length, stored: true });
    expect(await codeOf(await line(office, phone).look(named))).toBe('not_found');
    expect((await line(office, await office.phone(OTHER_EXPERT)).look(named)).status).toBe(200);
  });

  test('[L15.42] a photo taken out is neither taken in nor shown any more', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    await sendAll(office, phone, named, photo.bytes);
    const body = { visit: 'visit-1', photo: named.photo, reason: '人の顔が写っていた' };
    phone.record({ type: 'photo-removed@1', aggregate: ENGAGEMENT, body });
    await office.push(phone);
    expect(await codeOf(await line(office, phone).look(named))).toBe('not_found');
    expect(await line(office, phone).ask(named)).toBe('not_found');
    expect((await storedEngagement(office.server, ENGAGEMENT)).photos[named.photo]).toMatchObject({
      removed: body && {},
    });
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
    const path = uploadPath(named.sha256, { engagement: ENGAGEMENT, photo: named.photo, device: phone.id, offset: 0 });
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
    const response = await line(office, phone).look(named);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const kept = new Uint8Array(await response.arrayBuffer());
    expect(Buffer.from(photo.bytes).includes(GPS_MARK)).toBe(true);
    expect(Buffer.from(kept).includes(GPS_MARK)).toBe(false);
    const record = (await storedEngagement(office.server, ENGAGEMENT)).photos[named.photo];
    expect(record).toMatchObject({ sha256: photo.sha256, stored: { sha256: hashOf(kept), bytes: kept.length } });
  });

  test('[L15.43] the record says that the bytes are there in the moment they are, and phones and desk are told', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    const approver = await office.phone(APPROVER);
    const pull = async (cursor: number) => {
      const answer = await office.sync(approver, { pull: { cursor, epoch: 1 }, cookie: approver.cookie });
      if (!answer.pull || !('rows' in answer.pull)) throw new Error('no page');
      return answer.pull;
    };
    const before = await pull(0);
    const isPhoto = ({ part }: { readonly part: string }) => part === `photo/${named.photo}`;
    expect(JSON.parse(before.rows.find(isPhoto)?.body ?? 'null')).toMatchObject({ stored: null });
    await sendAll(office, phone, named, photo.bytes);
    const after = await pull(before.cursor);
    expect(after.rows.map(({ part }) => part)).toEqual([`photo/${named.photo}`]);
    expect(JSON.parse(after.rows[0]?.body ?? 'null')).toMatchObject({ stored: { width: 800, height: 600 } });
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.47] pieces and photos lie sealed; with the key destroyed nothing opens and nothing comes in', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const [whole, half] = [await addPhoto(office, phone, photo), await addPhoto(office, phone, photo)];
    await sendAll(office, phone, whole, photo.bytes);
    await line(office, phone).send(half, { offset: 0, bytes: photo.bytes.slice(0, 2_000) });
    const { rows } = await office.server.store.pool.query<{ sealed: Buffer }>(
      'select sealed from blob union all select sealed from blob_chunk',
    );
    expect(rows).toHaveLength(2);
    for (const { sealed } of rows) {
      expect(sealed.includes(Buffer.from(photo.bytes.slice(20, 60)))).toBe(false);
      expect(sealed.includes('JFIF')).toBe(false);
    }
    const at = new Date(office.nowMs());
    await office.server.store.transact(TENANT, (tx) =>
      destroySealKey(tx, { owner: `engagement/${ENGAGEMENT}`, class: 'C', at }),
    );
    expect(await codeOf(await line(office, phone).look(whole))).toBe('not_found');
    expect(await line(office, phone).send(half, { offset: 2_000, bytes: photo.bytes.slice(2_000, 3_000) })).toBe(
      'not_found',
    );
  });

  test('[L15.47] bytes changed or exchanged in the database are never shown', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const [one, two] = [await samplePhoto(), await samplePhoto({ seed: 2 })];
    const [first, second] = [await addPhoto(office, phone, one), await addPhoto(office, phone, two)];
    await sendAll(office, phone, first, one.bytes);
    await sendAll(office, phone, second, two.bytes);
    await office.server.store.pool.query(
      'update blob set sealed = (select sealed from blob other where other.part = $1) where part = $2',
      [`photo/${second.photo}`, `photo/${first.photo}`],
    );
    expect(await codeOf(await line(office, phone).look(first))).toBe('server_failed');
    expect((await line(office, phone).look(second)).status).toBe(200);
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

  test('[L15.48] photos stay as long as their record is there, and go when it is gone', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto();
    const named = await addPhoto(office, phone, photo);
    await sendAll(office, phone, named, photo.bytes);
    office.advance(400 * 24 * 60);
    await office.server.sweep();
    const again = { ...phone, cookie: await office.signIn(EXPERT) };
    expect((await line(office, again).look(named)).status).toBe(200);
    await office.server.store.pool.query('delete from part where part = $1', [`photo/${named.photo}`]);
    await office.server.sweep();
    expect((await office.server.store.pool.query('select from blob')).rows).toHaveLength(0);
    expect(office.log).toContainEqual({ event: 'blobs_swept', tenant: TENANT, swept: 1 });
  });

  test('[L15.40] somebody without the role records no photo, and the administrator may take one out', async () => {
    const office = await open();
    await makeOffice(office.server);
    const administrator = await office.phone(ADMINISTRATOR);
    const photo = await samplePhoto({ width: 40, height: 30 });
    const named = await addPhoto(office, await office.phone(), photo);
    const { sha256, width, height } = photo;
    const facts = { type: 'image/jpeg', sha256, bytes: photo.bytes.length, width, height, caption: '' };
    const body = { visit: 'visit-1', photo: randomUUID(), purpose: 'place', ...facts };
    administrator.record({ type: 'photo-added@1', aggregate: ENGAGEMENT, body });
    const removal = { visit: 'visit-1', photo: named.photo, reason: '別の会社の書類' };
    administrator.record({ type: 'photo-removed@1', aggregate: ENGAGEMENT, body: removal });
    expect(outcomes(await office.push(administrator))).toEqual(['parked not_allowed', 'accepted']);
  });
});
