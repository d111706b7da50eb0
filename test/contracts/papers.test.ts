import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { destroySealKey } from '@banso/server/store/seal-keys.ts';
import type { Manner } from '@banso/shared/evidence/confirmation.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { addPhoto, codeOf, line, look, type Named, sendAll } from '../support/photo-line.ts';
import { type SamplePhoto, samplePhoto } from '../support/sample-photo.ts';
import { confirmationTap, type TestDevice } from '../support/test-device.ts';
import { APPROVER, ENGAGEMENT, EXPERT, OTHER_EXPERT, storedEngagement, TENANT } from '../support/test-office.ts';
import { noticeRows } from '../support/told-companies.ts';
import { outcomes, type TestServer, testServers } from '../support/test-server.ts';

const VISIT = 'visit-1';
type Phone = TestDevice & { readonly cookie: string };

eachDatabase('The company’s word on paper', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L12.120] the photo of a paper travels like any other, lies under the key of class B, and is read by its record alone', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const [paper, photo] = [await samplePhoto(), await samplePhoto({ seed: 2 })];
    const [named, other] = [await addPaper(office, phone, paper), await addPhoto(office, phone, photo)];
    expect(await line(office, phone).ask(named)).toEqual({ have: 0, stored: false });
    expect(await codeOf(await look(office, phone.cookie, named))).toBe('not_arrived');
    expect(await sendAll(office, phone, named, paper.bytes)).toMatchObject({ stored: true });
    await sendAll(office, phone, other, photo.bytes);
    const approver = await office.phone(APPROVER);
    expect((await look(office, approver.cookie, named)).status).toBe(200);
    // Neither under the other kind of record, nor for somebody outside, nor sent by somebody else.
    expect(await codeOf(await look(office, phone.cookie, { photo: named.paper, sha256: named.sha256 }))).toBe(
      'not_found',
    );
    const stranger = await office.phone(OTHER_EXPERT);
    expect(await codeOf(await look(office, stranger.cookie, named))).toBe('not_found');
    const mine = await addPaper(office, phone, await samplePhoto({ seed: 3 }));
    expect(await line(office, approver).ask(mine)).toBe('not_found');

    const at = new Date(office.nowMs());
    await office.server.store.transact(TENANT, (tx) =>
      destroySealKey(tx, { owner: `engagement/${ENGAGEMENT}`, class: 'C', at }),
    );
    expect(await codeOf(await look(office, phone.cookie, other))).toBe('not_found');
    expect((await look(office, phone.cookie, named)).status).toBe(200);
    expect((await storedEngagement(office.server, ENGAGEMENT)).papers[named.paper]).toMatchObject({
      by: EXPERT,
      stored: { width: 800, height: 600 },
    });
    await office.server.store.transact(TENANT, (tx) =>
      destroySealKey(tx, { owner: `engagement/${ENGAGEMENT}`, class: 'B', at }),
    );
    expect(await codeOf(await look(office, phone.cookie, named))).toBe('not_found');
  });

  test('[L12.122] a confirmation on paper is taken in with its own photo, and flagged with any other', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const desk = await office.phone(APPROVER);
    const [mine, theirs] = [
      await addPaper(office, phone, await samplePhoto()),
      await addPaper(office, desk, await samplePhoto({ seed: 2 })),
    ];
    const elsewhere = await addPaper(office, phone, await samplePhoto({ seed: 3 }), { visit: 'visit-2' });
    const snapshot = await addPhoto(office, phone, await samplePhoto({ seed: 4 }));
    expect(await confirm(office, phone, onPaper(mine.paper))).toMatchObject({
      outcome: 'accepted',
      confirmation: { paperProof: true, deviceProof: true, enteredBy: null },
    });
    for (const wrong of [theirs.paper, elsewhere.paper, snapshot.photo, randomUUID()])
      expect(await confirm(office, phone, onPaper(wrong))).toMatchObject({
        outcome: 'flagged',
        confirmation: { paperProof: false },
      });
    // What a confirmation rests on stays; what none names is its photographer's.
    const remove = (device: Phone, named: { readonly paper: string }, visit = VISIT) => {
      const body = { visit, paper: named.paper, reason: 'ぶれていた' };
      device.record({ type: 'paper-removed@1', aggregate: ENGAGEMENT, body });
      return office.push(device).then(outcomes);
    };
    expect(await remove(phone, mine)).toEqual(['refused paper_is_evidence']);
    const unnamed = await addPaper(office, phone, await samplePhoto({ seed: 5 }));
    expect(await remove(desk, unnamed)).toEqual(['refused not_allowed']);
    expect(await remove(phone, unnamed)).toEqual(['accepted']);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L12.124] the desk enters a paper under its own device’s signature; an expert does not, and nobody alters it on the way', async () => {
    const office = await openOffice();
    const [phone, desk] = [await office.phone(), await office.phone(APPROVER)];
    const scan = await addPaper(office, desk, await samplePhoto());
    const entered = { ...onPaper(scan.paper), entered: ENTERED };
    expect(await confirm(office, desk, entered, 'confirmation-entered@1')).toMatchObject({
      outcome: 'accepted',
      confirmation: { enteredBy: APPROVER, deviceProof: true, paperProof: true, manner: { entered: { came: 'fax' } } },
    });
    // The company is told of it as of any confirmation.
    expect(await noticeRows(office)).toMatchObject([{ event: 'confirmed' }]);
    const own = await addPaper(office, phone, await samplePhoto({ seed: 2 }));
    const asDesk = { ...onPaper(own.paper), entered: ENTERED };
    expect(await confirm(office, phone, asDesk, 'confirmation-entered@1')).toMatchObject({ outcome: 'parked' });
    expect(await confirm(office, phone, asDesk)).toMatchObject({ outcome: 'parked' });
    expect(await confirm(office, desk, entered)).toMatchObject({ outcome: 'parked' });

    const tap = tapOf(desk, entered, 'confirmation-entered@1');
    const manner = { ...entered, entered: { ...ENTERED, name: '別人（サンプル）' } };
    desk.record({ ...tap, body: { ...tap.body, manner } });
    expect((await office.push(desk)).at(-1)?.flags).toContain('signature_unproven');
    expect(await refold(office.server)).toEqual([]);
  });
});

const ENTERED = {
  name: '見本 事務局（サンプル）',
  came: 'fax',
  agrees: ['day', 'hours', 'break', 'place', 'gist'],
} satisfies NonNullable<Extract<Manner, { by: 'paper' }>['entered']>;

const onPaper = (paper: string): Extract<Manner, { by: 'paper' }> => ({
  by: 'paper',
  photos: [paper],
  writtenOn: '2026-05-20',
  reason: '端末の電池が切れたため',
});

/** Records the photo of a paper on this device and pushes it; the bytes stay where they are. */
const addPaper = async (
  office: TestServer,
  device: Phone,
  { bytes, sha256, width, height }: SamplePhoto,
  change: object = {},
): Promise<Extract<Named, { paper: string }>> => {
  const paper = randomUUID();
  const body = { visit: VISIT, paper, type: 'image/jpeg', sha256, bytes: bytes.length, width, height, ...change };
  device.record({ type: 'paper-added@1', aggregate: ENGAGEMENT, body });
  expect(outcomes(await office.push(device))).toEqual(['accepted']);
  return { paper, sha256 };
};

type Type = 'confirmation-signed@1' | 'confirmation-entered@1';

const tapOf = (device: TestDevice, manner: Manner, type: Type) => ({
  ...confirmationTap(device, { engagement: ENGAGEMENT, visit: VISIT, text: '回：第1回', manner }),
  type,
});

/** One confirmation, as the server judged and kept it. */
const confirm = async (office: TestServer, device: Phone, manner: Manner, type: Type = 'confirmation-signed@1') => {
  const tap = tapOf(device, manner, type);
  device.record(tap);
  const outcome = (await office.push(device)).at(-1)?.outcome;
  const { confirmations } = await storedEngagement(office.server, ENGAGEMENT);
  return { outcome, confirmation: confirmations[String(tap.body['confirmation'])] };
};
