import { type Database, type PhotoRow, withConnection } from './database.ts';
import { readPosition, readSealedAs } from './local-records.ts';
import { recordOf } from './photo-rows.ts';
import { decryptPicture, encryptPicture } from './picture-cipher.ts';
import type { RandomBytes } from './random.ts';
import type { Seal } from './seal.ts';
import type { SealedBox } from './sealed-box.ts';

/**
 * Gives photos that wait, and were taken before this device knew the office's key, a key for the office: from then on a locked
 * phone can send them, too, and a forgotten passphrase loses none.
 */
export const copyPhotosWaiting = async ({
  database,
  seal,
  officeBox,
  who,
  device,
  random,
}: {
  readonly database: Database;
  readonly seal: Seal;
  readonly officeBox: (officeKey: string) => Promise<SealedBox | null>;
  readonly who: { readonly tenant: string };
  readonly device: string;
  readonly random: RandomBytes;
}): Promise<void> => {
  const { sync } = await withConnection(database, () => readPosition(database));
  const box = sync.officeKey === undefined ? null : await officeBox(sync.officeKey);
  if (!box) return;
  const waiting = await withConnection(database, () => database.photos.where('stage').equals('waiting').toArray());
  for (const photo of waiting.filter(({ forOffice }) => forOffice === undefined)) {
    const held = await withConnection(database, () => database.photoBytes.get(photo.id));
    const bytes = held && (await decryptPicture(held, seal));
    if (!held || !bytes) continue;
    const address = { tenant: who.tenant, device, ...recordOf(photo), sha256: photo.sha256 };
    const { row, forOffice } = await encryptPicture({ id: photo.id, bytes, address }, { seal, box, random });
    if (forOffice) await withConnection(database, () => put(database, { photo, seal, row, forOffice }));
  }
};

/** The picture under its new key and that key for the office, both or neither; nothing when the server took it meanwhile. */
const put = (
  database: Database,
  {
    photo,
    seal,
    row,
    forOffice,
  }: {
    readonly photo: PhotoRow;
    readonly seal: Seal;
    readonly row: Awaited<ReturnType<typeof encryptPicture>>['row'];
    readonly forOffice: ArrayBuffer;
  },
): Promise<void> =>
  database.transaction('rw', [database.meta, database.photos, database.photoBytes], async () => {
    await readSealedAs(database, seal);
    const now = await database.photos.get(photo.id);
    if (now?.stage !== 'waiting' || now.forOffice) return;
    await database.photoBytes.put(row);
    await database.photos.put({ ...now, forOffice });
  });
