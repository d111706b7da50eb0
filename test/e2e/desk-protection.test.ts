import { expect, test } from 'vitest';
import { giveAuthenticator } from '../support/virtual-authenticator.ts';
import { inspector } from './inspector.ts';
import { locked, PASSPHRASE, storedText, typePassphrase, unlock } from './lock-steps.ts';
import { button, declareDevice, heading, untilItOpensOffline } from './phone-steps.ts';
import { atDesk, firstLinkIn, makePasskey, openOffice } from './sign-in-steps.ts';
import { stage } from './stage.ts';

const { anotherPc, startServer } = stage();

test('[L15.110][L15.201] 本番の事務局のパソコンは、記録が届く前に守られ、同じタブの読み込み直しでは閉じず、閉じたタブと「今すぐロックする」の後は閉じている', async () => {
  const server = await startServer({ sample: 'off' });
  const pc = await anotherPc();
  const page = pc.page();
  const { look, wrong } = inspector();
  await giveAuthenticator(page, { hasPrf: false });
  const synced: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/sync')) synced.push(request.url());
  });
  await openOffice(page, firstLinkIn(server.said()));
  await makePasskey(page);
  await declareDevice(page, '事務局の事務所');
  await heading(page, 'パスフレーズで開く').waitFor();
  await look(page, 'desk-protection');
  expect(synced).toEqual([]);
  await typePassphrase(page, PASSPHRASE);
  await button(page, 'このパスフレーズで守る').click();
  await atDesk(page);
  await untilItOpensOffline(page);
  await expect.poll(() => synced.length).toBeGreaterThan(0);

  // A desk loads pages anew all day, by the browser's button, an address, or a dead line.
  await page.reload();
  await atDesk(page);
  await page.goto(`${server.url}/people`);
  await heading(page, '利用者').waitFor();
  await pc.context().setOffline(true);
  await page.reload();
  await heading(page, '利用者').waitFor();
  await pc.context().setOffline(false);
  const stored = await storedText(page);
  expect(stored).toContain('"sealKey":null');
  // Two keys lie in the browser, the one that signs and the one of the glance, which knows times alone; none of the records'.
  expect(stored.match(/key:\w+/g)).toEqual(['key:false', 'key:false']);
  expect(stored.match(/"id":"(identity|glance)"/g)?.toSorted()).toEqual(['"id":"glance"', '"id":"identity"']);

  // The key waits for its own tab alone, and for none after locking.
  const second = await pc.context().newPage();
  await page.close();
  await second.goto(server.url);
  await locked(second);
  await look(second, 'desk-locked');
  await unlock(second);
  await atDesk(second);
  await second.goto(`${server.url}/protection`);
  await button(second, '今すぐロックする').click();
  await locked(second);
  await second.reload();
  await locked(second);
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
