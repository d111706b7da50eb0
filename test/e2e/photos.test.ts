import type { CDPSession, Page } from 'playwright';
import { expect, test } from 'vitest';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { GPS_MARK } from '../support/sample-photo.ts';
import { recordAndSubmit } from './company-steps.ts';
import { button, heading, picture, startVisit } from './phone-steps.ts';
import { addPhoto, decodedWidth } from './photo-steps.ts';
import { rowOf, stage } from './stage.ts';

const { serverAndPhone, deskOf } = stage();

const CAPTION = '原価を下げる三つの案';

const network = (cdp: CDPSession, { offline, latency }: { readonly offline: boolean; readonly latency: number }) =>
  cdp.send('Network.emulateNetworkConditions', { offline, latency, downloadThroughput: -1, uploadThroughput: -1 });

test('[L3.44][L15.46][L15.53] 圏外で加えた写真は、送信の途中で切れ、ブラウザーが強制終了されても続きから届き、事務局で開ける', async () => {
  const { server, phone } = await serverAndPhone();
  const before = phone.page();
  await recordAndSubmit(before);
  await before
    .getByText(/提出済・送信済/)
    .first()
    .waitFor();
  await phone.context().setOffline(true);
  const wrong: string[] = [];
  const look = async (page: Page, name: string) => {
    wrong.push(...[...(await violationsOn(page)), ...(await misfitsOn(page))].map((one) => `${name}: ${one}`));
    await picture(page, `photos-${name}`);
  };
  await addPhoto(before, CAPTION, () => look(before, 'add'));
  await before.getByText('写真 1枚が未送信').first().waitFor();
  await button(before, '写真を撮る').scrollIntoViewIfNeeded();
  await look(before, 'waiting');
  await button(before, '写真を撮る').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await picture(before, 'photos-tile');

  const pieces: { readonly offset: number; readonly body: Buffer | null }[] = [];
  const cdp = await phone.context().newCDPSession(before);
  await cdp.send('Network.enable');
  await network(cdp, { offline: true, latency: 0 });
  await phone.context().setOffline(false);
  before.on('request', (request) => {
    const offset = /\/upload\?.*offset=(\d+)/.exec(request.url())?.[1];
    if (offset !== undefined) pieces.push({ offset: Number(offset), body: request.postDataBuffer() });
  });
  const answered = before.waitForResponse((response) => /\/upload\?.*offset=/.test(response.url()));
  await network(cdp, { offline: false, latency: 500 });
  await before.evaluate(() => dispatchEvent(new Event('online')));
  await answered;
  await network(cdp, { offline: true, latency: 0 });
  expect(pieces[0]).toMatchObject({ offset: 0 });
  expect(pieces[0]?.body?.includes(GPS_MARK)).toBe(false);
  await before.goto(`${server.url}/outbox`);
  await heading(before, '写真 1枚が未送信').waitFor();
  expect(await before.getByText('送信済の写真').count()).toBe(0);
  await phone.kill();

  const desk = await deskOf(server);
  const office = desk.page();
  await rowOf(office, 'みのり野製麺').click();
  await office.getByText('1枚の本体が、まだ届いていません', { exact: false }).waitFor();
  await picture(office, 'photos-desk-missing');

  const page = await phone.open('offline');
  await page.goto(`${server.url}/outbox`);
  await heading(page, '写真 1枚が未送信').waitFor();
  const resumed = page.waitForRequest((request) => /\/upload\?.*offset=/.test(request.url()));
  await phone.context().setOffline(false);
  expect(Number(/offset=(\d+)/.exec((await resumed).url())?.[1])).toBeGreaterThanOrEqual(64 * 1024);
  await page.getByText('送信済の写真　1枚').waitFor();
  await look(page, 'sent');

  await office.getByRole('heading', { name: '写真　1枚' }).waitFor();
  await expect.poll(() => decodedWidth(office, CAPTION)).toBeGreaterThan(1_000);
  await button(office, CAPTION).click();
  await office.getByRole('dialog', { name: '紙の資料・書類' }).waitFor();
  expect(await decodedWidth(office, CAPTION)).toBeLessThanOrEqual(1_600);
  await look(office, 'desk-large');
  expect(wrong).toEqual([]);
  // A cookie of seconds ago dies with SIGKILL: the photo went without a session, by the device's signature.
  const signedOut = phone.complaints.filter((complaint) => complaint.includes('status of 401'));
  expect([...phone.complaints, ...desk.complaints]).toEqual(signedOut);
});

test('[L15.42] 訪問中に加えた写真は、理由を書いて外すと消え、記録には残る。写真でないファイルは断る', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await startVisit(page);
  const chooser = page.waitForEvent('filechooser');
  await button(page, '写真を撮る').click();
  const fake = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  await (await chooser).setFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: fake });
  await page.getByText('写真として読み取れませんでした').waitFor();
  await addPhoto(page, CAPTION);
  expect(await page.getByText('写真として読み取れませんでした').count()).toBe(0);
  await button(page, CAPTION).click();
  expect(await decodedWidth(page, CAPTION)).toBeGreaterThan(1_000);
  await button(page, 'この写真を外す').click();
  await button(page, 'この理由で外す').click();
  await page.getByText('理由を書いてください。').waitFor();
  await page.getByLabel('外す理由').fill('ほかの会社の書類が写っていた。');
  expect([...(await violationsOn(page)), ...(await misfitsOn(page))]).toEqual([]);
  await picture(page, 'photos-remove');
  await button(page, 'この理由で外す').click();
  await button(page, CAPTION).waitFor({ state: 'detached' });
  await page.goto(`${server.url}/outbox`);
  await page.getByText('写真の取外し').waitFor();
  expect(phone.complaints).toEqual([]);
});
