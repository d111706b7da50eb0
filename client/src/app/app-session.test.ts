import { expect, test } from 'vitest';
import {
  at,
  browser,
  DECLARATION,
  declares,
  opened,
  PASSPHRASE,
  REAL,
  signsOut,
} from '../../../test/support/app-browser.ts';
import { EXPERT } from '../../../test/support/hand-made-answers.ts';
import type { PasskeyOpener } from '../store/key-wraps.ts';
import { until } from '../../../test/support/until.ts';

test('[L15.110][L15.120] real work begins only on a declared and protected device: before, nothing is asked of the server', async () => {
  const { openTab, asked, server } = browser();
  const tab = await openTab();
  await tab.signedIn(REAL);
  await declares(tab);
  expect(server.declared).toBe(true);
  const state = tab.state();
  expect(state.at).toBe('protect');
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
  await (state.at === 'protect' ? state.protect(PASSPHRASE) : null);
  expect(opened(tab).protection.ways).toEqual([{ way: 'passphrase' }]);
  expect(opened(tab).me).toMatchObject({ name: REAL.name, sample: false });
  await opened(tab).sync.syncNow();
  expect(asked.length).toBeGreaterThan(0);
  tab.close();

  const again = await openTab();
  expect(again.state().at).toBe('locked');
  again.close();
});

test('[L15.110] a desk of a real office is declared and protected before anything is asked for, too', async () => {
  const { openTab, asked } = browser();
  const tab = await openTab();
  await tab.signedIn({ ...REAL, roles: [{ role: 'staff', programme: null }] });
  await declares(tab);
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
  const state = tab.state();
  await (state.at === 'protect' ? state.protect(PASSPHRASE) : null);
  expect(opened(tab).protection.ways).toEqual([{ way: 'passphrase' }]);
  tab.close();
});

test('[L15.110] the sample opens unprotected and may be protected later; its names come out of the seal', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn(EXPERT);
  expect(opened(tab).protection.ways).toBeNull();
  tab.close();
  const again = await openTab();
  expect(opened(again).me).toEqual(EXPERT);
  await opened(again).protection.protect(PASSPHRASE);
  expect(opened(again).me).toEqual(EXPERT);
  again.close();
});

test('[L15.108] a tab opens by the key of another, and locks with it', async () => {
  const { openTab } = browser();
  const one = await openTab();
  await one.signedIn(EXPERT);
  await opened(one).protection.protect(PASSPHRASE);
  const two = await openTab();
  expect(opened(two).me).toEqual(EXPERT);
  opened(two).protection.lock();
  await at(two, 'locked');
  await at(one, 'locked');
  const state = one.state();
  expect(state.at === 'locked' && (await state.app.unlock(PASSPHRASE))).toBe('opened');
  await at(one, 'open');
  one.close();
  two.close();
});

test('[L15.291] work that was under way when this very tab changed the key does not lock it', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn(EXPERT);
  const shown: string[] = [];
  tab.subscribe(() => shown.push(tab.state().at));
  const { store, protection } = opened(tab);
  let isProtected = false;
  // Key strokes: some are on their way to the disk whenever the key changes.
  const typing = async (key: string) => {
    while (!isProtected) await store.saveDraft(key, '書きかけ');
  };
  const typed = ['one', 'two', 'three', 'four'].map(typing);
  await protection.protect(PASSPHRASE);
  isProtected = true;
  await Promise.all(typed);
  // In its turn behind whatever the key strokes asked for.
  await tab.signedIn(EXPERT);
  expect(shown).not.toContain('locked');
  expect(tab.state().at).toBe('open');
  tab.close();
});

test('[L15.120][L15.122] a new phone without room says so, and goes on when there is room; a line that is gone changes nothing', async () => {
  const { openTab, server } = browser();
  server.registers = () => Promise.resolve({ problem: 'too_many_devices' });
  const tab = await openTab();
  await tab.signedIn(REAL);
  const full = () => {
    const state = tab.state();
    return state.at === 'declare' && state.first.full;
  };
  await until(() => expect(full()).toBe(true));
  server.registers = () => Promise.resolve({ answer: null });
  const state = tab.state();
  await (state.at === 'declare' ? state.first.tryAgain() : null);
  expect(full()).toBe(false);
  server.registers = () => Promise.resolve({ unreachable: true });
  const again = tab.state();
  expect(again.at === 'declare' && (await again.first.declare(DECLARATION))).toBe(false);
  expect(tab.state().at).toBe('declare');
  tab.close();
});

const PASSKEY: PasskeyOpener = { way: 'passkey', credential: 'c2lnbi1pbg', secret: new Uint8Array(32).fill(7) };

test('[L15.202] a passkey with a secret of its own that one signs in with protects the device, and opens it at the next sign-in', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn(REAL, PASSKEY);
  await declares(tab);
  await at(tab, 'open');
  expect(opened(tab).protection.ways).toEqual([{ way: 'passkey', credential: PASSKEY.credential }]);
  await signsOut(tab);
  await tab.signedIn(REAL);
  expect(tab.state().at).toBe('locked');
  await tab.signedIn(REAL, { ...PASSKEY, secret: new Uint8Array(32).fill(8) });
  expect(tab.state().at).toBe('locked');
  await tab.signedIn(REAL, PASSKEY);
  expect(tab.state().at).toBe('open');
  tab.close();
});

test('[L15.202] on a device that a passphrase protects it becomes a second way once the passphrase was shown', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn(REAL);
  await declares(tab);
  const first = tab.state();
  await (first.at === 'protect' ? first.protect(PASSPHRASE) : null);
  await signsOut(tab);
  await tab.signedIn(REAL, PASSKEY);
  const state = tab.state();
  expect(state.at === 'locked' && state.app.ways).toEqual([{ way: 'passphrase' }]);
  const wrong = state.at === 'locked' && (await state.app.unlock({ way: 'passphrase', passphrase: 'まちがい' }));
  expect(wrong).toMatchObject({ wrong: 1 });
  expect(state.at === 'locked' && (await state.app.unlock(PASSPHRASE))).toBe('opened');
  await at(tab, 'open');
  expect(
    opened(tab)
      .protection.ways?.map(({ way }) => way)
      .toSorted(),
  ).toEqual(['passkey', 'passphrase']);
  await signsOut(tab);
  await tab.signedIn(REAL, PASSKEY);
  expect(tab.state().at).toBe('open');
  tab.close();
});

test('[L15.202] a sample is not protected by the way', async () => {
  const { openTab } = browser();
  const tab = await openTab();
  await tab.signedIn(EXPERT, PASSKEY);
  expect(opened(tab).protection.ways).toBeNull();
  tab.close();
});
