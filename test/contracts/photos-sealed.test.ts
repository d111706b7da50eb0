import { randomUUID } from 'node:crypto';
import { encryptPicture, sealedPicture } from '@banso/client/store/picture-cipher.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import { sealWith } from '@banso/client/store/seal.ts';
import { boxFor, newBoxKey } from '@banso/client/store/sealed-box.ts';
import { webCrypto } from '@banso/client/store/device-crypto.ts';
import { refold } from '@banso/server/refold.ts';
import { BLOB_CHUNK_BYTES, SEALED_MORE } from '@banso/shared/protocol/blobs.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { addPhoto, addressOf, line, look, type Named } from '../support/photo-line.ts';
import { hashOf, samplePhoto } from '../support/sample-photo.ts';
import { testServers } from '../support/test-server.ts';

type Address = ReturnType<typeof addressOf>;

/** The picture as a phone seals it when it is taken: for the office's key and this address. */
const sealed = async (bytes: Uint8Array<ArrayBuffer>, officeKey: string, address: Address) => {
  const keys = { beside: await webCrypto.createSealKey(), data: null, box: null };
  const seal = sealWith({ crypto: webCrypto, random: browserRandom, keys });
  const box = await boxFor(officeKey, browserRandom);
  const { row, forOffice } = await encryptPicture({ id: 'p', bytes, address }, { seal, box, random: browserRandom });
  if (!forOffice || !row.cipher) throw new Error('not sealed');
  return sealedPicture(forOffice, row.cipher);
};

eachDatabase('Photos from a locked phone', (databases) => {
  const { openOffice } = testServers(databases);

  const setUp = async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const photo = await samplePhoto({ width: 1_200, height: 900 });
    const named = await addPhoto(office, phone, photo);
    const { officeKey = '' } = await office.sync(phone);
    const locked = line(office, phone, { sealed: true });
    const sendFrom = async (bytes: Uint8Array<ArrayBuffer>, from = 0, of: Named = named) => {
      let answer: Awaited<ReturnType<typeof locked.send>> = { have: from, stored: false };
      for (let offset = from; offset < bytes.length; offset += BLOB_CHUNK_BYTES)
        answer = await locked.send(of, { offset, bytes: bytes.slice(offset, offset + BLOB_CHUNK_BYTES) });
      return answer;
    };
    const whole = await sealed(photo.bytes, officeKey, addressOf(phone, named));
    return { office, phone, photo, named, officeKey, locked, sendFrom, whole };
  };

  test('[L15.167] pieces that only the office opens are taken, compared with the hash of the picture, encoded anew and shown', async () => {
    const { office, phone, photo, named, locked, sendFrom, whole } = await setUp();
    expect(whole.length).toBe(photo.bytes.length + SEALED_MORE);
    expect(Buffer.from(whole).includes(Buffer.from(photo.bytes.slice(0, 64)))).toBe(false);
    expect(await locked.send(named, { offset: 0, bytes: whole.slice(0, BLOB_CHUNK_BYTES) })).toEqual({
      have: BLOB_CHUNK_BYTES,
      stored: false,
    });
    expect(await locked.ask(named)).toEqual({ have: BLOB_CHUNK_BYTES, stored: false });
    expect(await sendFrom(whole, BLOB_CHUNK_BYTES)).toEqual({ have: whole.length, stored: true });
    expect(await locked.ask(named)).toEqual({ have: photo.bytes.length, stored: true });
    const shown = await look(office, phone.cookie, named);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L15.167] unlocked on the way, the upload begins anew in the clear, and locked again, sealed', async () => {
    const { office, phone, photo, named, locked, sendFrom, whole } = await setUp();
    const open = line(office, phone);
    await locked.send(named, { offset: 0, bytes: whole.slice(0, BLOB_CHUNK_BYTES) });
    expect(await open.ask(named)).toEqual({ have: 0, stored: false });
    expect(await open.send(named, { offset: 0, bytes: photo.bytes.slice(0, BLOB_CHUNK_BYTES) })).toEqual({
      have: BLOB_CHUNK_BYTES,
      stored: false,
    });
    expect(await locked.ask(named)).toEqual({ have: 0, stored: false });
    expect(await sendFrom(whole)).toEqual({ have: whole.length, stored: true });
    expect(await open.ask(named)).toEqual({ have: photo.bytes.length, stored: true });
  });

  test('[L15.167] sealed to another key, device or record, or changed on its way: refused, not one byte stays, and the right one goes in', async () => {
    const { office, phone, photo, named, officeKey, locked, sendFrom, whole } = await setUp();
    const address = addressOf(phone, named);
    const wrong = [
      await sealed(photo.bytes, (await newBoxKey()).publicKey, address),
      await sealed(photo.bytes, officeKey, { ...address, device: randomUUID() }),
      await sealed(photo.bytes, officeKey, { ...address, part: `photo/${randomUUID()}` as const }),
      await sealed(photo.bytes.with(-40, (photo.bytes.at(-40) ?? 0) ^ 1), officeKey, address),
      whole.with(-1, (whole.at(-1) ?? 0) ^ 1),
      whole.with(10, (whole.at(10) ?? 0) ^ 1),
      new Uint8Array(whole.length),
    ];
    for (const bytes of wrong) {
      expect(await sendFrom(bytes)).toBe('wrong_hash');
      expect(await locked.ask(named)).toEqual({ have: 0, stored: false });
    }
    expect((await office.server.store.pool.query('select from blob_chunk')).rows).toHaveLength(0);
    expect(await locked.send(named, { offset: whole.length, bytes: new Uint8Array(1) })).toBe('photo_too_large');
    expect(await sendFrom(whole)).toEqual({ have: whole.length, stored: true });
  });

  test('[L15.167] a hostile file is refused sealed as it is in the clear', async () => {
    const { office, phone, officeKey, sendFrom } = await setUp();
    const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const named = await addPhoto(office, phone, { bytes, sha256: hashOf(bytes), width: 800, height: 600 });
    expect(await sendFrom(await sealed(bytes, officeKey, addressOf(phone, named)), 0, named)).toBe('not_a_photo');
  });
});
