import { boxFor } from '@banso/client/store/sealed-box.ts';
import { browserRandom } from '@banso/client/store/random.ts';
import type { Server } from '@banso/server/server.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { officePlace } from '@banso/shared/protocol/office-place.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { newDevice, type Push, visitTaps } from '../support/test-device.ts';
import { OTHER_ENGAGEMENT, OTHER_EXPERT, TENANT } from '../support/test-office.ts';
import { jsonPost, readAnswer, SAMPLE_DECLARATION, type SyncOptions, syncRequest } from '../support/test-server.ts';
import { signInAt } from './live-phone.ts';
import type { WireLine } from './published.ts';

/** Everything else that a phone may have to say: bytes, gaps, copies for the office, numbers that are skipped or come again. */
export const oddPhone = async (server: Server): Promise<readonly WireLine[]> => {
  const nowMs = server.clock.nowMs;
  const { cookie, line } = await signInAt(server, OTHER_EXPERT);
  const phone = newDevice({ tenant: TENANT, person: OTHER_EXPERT, nowMs });
  const post = (path: string, body: object) => line.ask(`http://banso.test${path}`, jsonPost(body, { cookie }));
  const sync = async (options: SyncOptions) => readAnswer(await post('/api/sync', syncRequest(phone, options)));
  const push = async (what: Push) => {
    const answer = await sync({ push: what });
    phone.take(answer.push, answer.token);
    return answer;
  };
  const visit = uuidv7(nowMs(), browserRandom(10));
  const [scheduled, started, report, ended] = visitTaps({ engagement: OTHER_ENGAGEMENT, visit, number: 1 });

  await sync({ push: null });
  await post('/api/devices', { device: phone.id, publicKey: phone.publicKey, label: '見本の端末', appVersion: 'test' });
  await post(`/api/devices/${phone.id}/declarations`, SAMPLE_DECLARATION);
  phone.record(scheduled);
  const first = phone.push();
  const { officeKey = '' } = await push(first);
  // The answer was lost.
  await sync({ push: first });
  phone.recordRaw(new Uint8Array([0, 159, 146, 150]));
  phone.recordGap(3);
  phone.record(started);
  await push(phone.push());
  phone.record(report);
  phone.record(ended);
  await push(await sealed(phone, officeKey));
  await sync({ push: { ...phone.push({ from: 1, to: 1 }), signature: 'AAAA' } });
  phone.record(scheduled);
  phone.record(report);
  await sync({ push: phone.push({ from: phone.have + 2 }) });
  await sync({ pull: { cursor: 0, epoch: 1 }, tip: phone.tip() });
  await sync({ pull: { cursor: 0, epoch: 7 } });
  return line.wire;
};

/** What waits, as a locked phone sends it. */
const sealed = async (phone: ReturnType<typeof newDevice>, officeKey: string): Promise<Push> => {
  const box = await boxFor(officeKey, browserRandom);
  if (!box) throw new Error('no point of the curve');
  const push = phone.push();
  const waiting = phone.recorded.filter(({ seq }) => seq >= push.fromSeq);
  const items = waiting.map(async ({ seq, item, chain }, at) => {
    if (!('text' in item)) return item;
    const place = officePlace({ tenant: phone.tenant, device: phone.id, seq });
    const copy = await box.seal(place, new TextEncoder().encode(item.text));
    const before = phone.recorded[phone.recorded.length - waiting.length + at - 1];
    return { sealed: bytesToBase64url(new Uint8Array(copy)), seq, previousChain: before?.chain ?? '', chain };
  });
  return { ...push, items: await Promise.all(items) };
};
