import { randomUUID } from 'node:crypto';
import { confirmationCodeOf } from '@banso/server/seal/confirmation-codes.ts';
import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { confirmationCode } from '@banso/shared/evidence/confirmation-code.ts';
import type { Manner } from '@banso/shared/evidence/confirmation.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { confirmationTap, visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT, storedEngagement, TENANT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

eachDatabase('The company confirms in its own way', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L12.31] a code counts for its own visit alone, the same on every server process', async () => {
    const office = await openOffice();
    const [visit, other] = [randomUUID(), randomUUID()];
    const code = confirmationCodeOf(office.server.serverKey, { tenant: TENANT, engagement: ENGAGEMENT, visit });
    const wrong = code === confirmationCode('000000') ? confirmationCode('000001') : confirmationCode('000000');
    expect(await confirmed(office, visit, { by: 'typedName', code })).toMatchObject({
      outcome: 'accepted',
      confirmation: { codeProof: true, deviceProof: true },
    });
    for (const [place, typed] of [
      [visit, wrong],
      [other, code],
    ] as const)
      expect(await confirmed(office, place, { by: 'typedName', code: typed })).toMatchObject({
        outcome: 'flagged',
        confirmation: { codeProof: false },
      });
  });

  test('[L12.33] whoever changes signer, manner or substitute after the signature is found out', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = randomUUID();
    const [scheduled] = visitTaps({ engagement: ENGAGEMENT, visit, number: 1 });
    phone.record(scheduled);
    const strokes = { by: 'strokes', strokes: sampleStrokes(1) } as const;
    const tap = confirmationTap(phone, { engagement: ENGAGEMENT, visit, text: '回：第1回', manner: strokes });
    const proxy = { name: '見本 次郎（サンプル）', relation: '弟', reason: '手のけが' };
    for (const change of [
      { manner: { by: 'strokes', strokes: sampleStrokes(2) } },
      { signer: { name: '別人（サンプル）', title: '代表取締役', role: 'representative', identifiedBy: 'metOnSite' } },
      { proxy },
    ]) {
      const confirmation = randomUUID();
      phone.record({ ...tap, body: { ...tap.body, ...change, confirmation } });
      expect((await office.push(phone)).at(-1)?.flags).toContain('signature_unproven');
    }
  });
});

/** One confirmation of a visit by a phone of its own, as the server judged and kept it. */
const confirmed = async (office: TestServer, visit: string, manner: Manner) => {
  const phone = await office.phone();
  const tap = confirmationTap(phone, { engagement: ENGAGEMENT, visit, text: '回：第1回', manner });
  phone.record(tap);
  const outcome = (await office.push(phone)).at(-1)?.outcome;
  const { confirmations } = await storedEngagement(office.server, ENGAGEMENT);
  return { outcome, confirmation: confirmations[String(tap.body['confirmation'])] };
};
