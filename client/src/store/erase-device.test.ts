import { createPublicKey, verify } from 'node:crypto';
import { erasedStatement } from '@banso/shared/device/device.ts';
import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { expect, test } from 'vitest';
import { holdClock, newProfile, openTab, tabsOfOneBrowser } from '../../../test/support/open-device.ts';
import { databaseName, databaseOf } from './database.ts';
import { webCrypto } from './device-crypto.ts';
import { dropErased, unsentErasedWord } from './erase-device.ts';
import { browserRandom } from './random.ts';

const ME: SignedIn = { tenant: 't', tenantName: 'サンプル', person: 'p', name: 'サンプル', roles: [], sample: true };

const setUp = async () => {
  const profile = newProfile();
  const changes = tabsOfOneBrowser();
  const tab = await openTab(ME, { profile, changes });
  await tab.store.saveDraft('visit/1', { gist: '原価の見直し' });
  const clock = holdClock(0);
  const ports = { clock, random: browserRandom, crypto: webCrypto, indexedDb: profile, changes };
  return { profile, changes, tab, ports, database: databaseOf(databaseName(ME), profile) };
};

test('[L5.23] the order destroys the seal key before the records, and leaves only the key that signs', async () => {
  const { tab, database, ports } = await setUp();
  const word = await tab.erase('order-1');
  const rows = await database.meta.toArray();
  expect(rows.map(({ id }) => id).toSorted()).toEqual(['erased', 'signer']);
  expect(rows.find(({ id }) => id === 'signer')).not.toHaveProperty('sealKey');
  expect(await database.drafts.count()).toBe(0);
  const { signature, ...said } = word;
  const key = createPublicKey({
    key: Buffer.from(base64urlToBytes(tab.device.publicKey) ?? []),
    format: 'der',
    type: 'spki',
  });
  const statement = Buffer.from(erasedStatement(said));
  const raw = Buffer.from(base64urlToBytes(signature) ?? []);
  expect(verify('sha256', statement, { key, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
  expect(await tab.store.saveDraft('visit/1', {})).toBeTypeOf('string');
  expect(await unsentErasedWord(ME, ports)).toMatchObject({ order: 'order-1', left: { operations: 0, photos: 0 } });
});

test('[L5.23] a power cut after the key is finished at the next opening, and the word is said again; then the device is another', async () => {
  const { tab, database, ports, profile } = await setUp();
  await tab.erase('order-1');
  // As after a cut between the two commits: something sealed still lies there.
  await database.drafts.put({ key: 'left', sealed: new ArrayBuffer(8) });
  tab.close();
  expect(await unsentErasedWord(ME, ports)).toMatchObject({ order: 'order-1' });
  expect(await database.drafts.count()).toBe(0);
  database.close();
  await dropErased(ME, ports);
  expect(await unsentErasedWord(ME, ports)).toBeNull();
  const again = await openTab(ME, { profile });
  expect(again.device.id).not.toBe(tab.device.id);
});

test('[L5.23] the other tabs of the browser are told', async () => {
  const { tab, profile, changes } = await setUp();
  const other = await openTab(ME, { profile, changes });
  const heard: string[] = [];
  other.store.subscribe((change) => heard.push(change));
  await tab.erase('order-1');
  expect(heard).toEqual(['erased']);
});
