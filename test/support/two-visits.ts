import { sampleStrokes } from '@banso/server/sample/sample-strokes.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { addPhoto, sendAll } from './photo-line.ts';
import { samplePhoto } from './sample-photo.ts';
import { confirmationTap, type TestDevice, visitTaps } from './test-device.ts';
import { ENGAGEMENT, storedEngagement } from './test-office.ts';
import type { TestServer } from './test-server.ts';

/** Two visits of one engagement on two days, each confirmed by hand for what was recorded, and a photo of the first. */
export const officeWithTwoVisits = async (office: TestServer): Promise<TestDevice & { readonly cookie: string }> => {
  const phone = await office.phone();
  for (const [number, on] of [
    [1, '2026-05-20'],
    [2, '2026-05-21'],
  ] as const) {
    const visit = `visit-${number}`;
    const [scheduled, started, report, ended] = visitTaps({ engagement: ENGAGEMENT, visit, number, on });
    for (const tap of [scheduled, started]) phone.record(tap);
    await office.push(phone);
    office.advance(185);
    for (const tap of [report, ended]) phone.record(tap);
    await office.push(phone);
    const held = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
    if (!held) throw new Error(`${visit} is not there`);
    const text = confirmationText(held, PARTIES) ?? '';
    const manner = { by: 'strokes', strokes: sampleStrokes(number) } as const;
    const tap = confirmationTap(phone, { engagement: ENGAGEMENT, visit, text, manner });
    phone.record(tap);
    await office.push(phone);
    if (number === 1) {
      const photo = await samplePhoto();
      await sendAll(office, phone, await addPhoto(office, phone, photo), photo.bytes);
    }
    office.advance(24 * 60 - 185);
  }
  return phone;
};

/** The names that `confirmationTap` puts on the screen. */
const PARTIES = { company: '有限会社 見本製麺（サンプル）', expert: '見本 花子（サンプル）' };
