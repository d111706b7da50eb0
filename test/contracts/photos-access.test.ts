import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { destroySealKey } from '@banso/server/store/seal-keys.ts';
import { uploadStatement } from '@banso/shared/protocol/blobs.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { addPhoto, addressOf, codeOf, line, look, sendAll } from '../support/photo-line.ts';
import { samplePhoto } from '../support/sample-photo.ts';
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
import { outcomes, testServers } from '../support/test-server.ts';

eachDatabase('Photos and who may see them', (databases) => {
  const { open, openOffice } = testServers(databases);

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

    expect((await look(office, phone.cookie, named)).status).toBe(200);
    expect((await look(office, approver.cookie, named)).status).toBe(200);
    const nothing = await look(office, phone.cookie, { ...named, photo: randomUUID() });
    const answers = [
      await look(office, stranger.cookie, named),
      await look(office, elsewhere.cookie, named),
      await look(office, phone.cookie, { ...named, sha256: 'a'.repeat(64) }),
    ];
    const body = await nothing.text();
    expect(JSON.parse(body)).toMatchObject({ code: 'not_found' });
    for (const answer of answers) expect(await answer.text()).toBe(body);

    const unsent = await addPhoto(office, phone, await samplePhoto({ seed: 2 }));
    for (const other of [stranger, elsewhere, approver]) {
      expect(await line(office, other).ask(unsent)).toBe('not_found');
      expect(await line(office, other).send(unsent, { offset: 0, bytes: photo.bytes.slice(0, 9) })).toBe('not_found');
    }
    expect(await line(office, { ...phone, id: randomUUID() }).ask(unsent)).toBe('device_unknown');
    // Somebody else's signature under this device's name, and a signature under another photo.
    const { id, tenant } = phone;
    expect(await line(office, { id, tenant, signText: stranger.signText }).ask(unsent)).toBe('bad_signature');
    const reused = phone.signText(uploadStatement(addressOf(phone, named)));
    expect(await line(office, { id, tenant, signText: () => reused }).ask(unsent)).toBe('bad_signature');
    expect(await codeOf(await look(office, '', named))).toBe('signed_out');
    expect(await codeOf(await look(office, phone.cookie, unsent))).toBe('not_arrived');
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
    expect(await codeOf(await look(office, phone.cookie, named))).toBe('not_found');
    expect((await look(office, await office.signIn(OTHER_EXPERT), named)).status).toBe(200);
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
    expect(await codeOf(await look(office, phone.cookie, named))).toBe('not_found');
    expect(await line(office, phone).ask(named)).toBe('not_found');
    expect((await storedEngagement(office.server, ENGAGEMENT)).photos[named.photo]).toMatchObject({
      removed: body && {},
    });
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
    expect(await codeOf(await look(office, phone.cookie, whole))).toBe('not_found');
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
    expect(await codeOf(await look(office, phone.cookie, first))).toBe('server_failed');
    expect((await look(office, phone.cookie, second)).status).toBe(200);
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
