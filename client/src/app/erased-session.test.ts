import { expect, test } from 'vitest';
import { at, browser, opened, ORDER, PASSPHRASE, REAL, signsOut } from '../../../test/support/app-browser.ts';
import { EXPERT } from '../../../test/support/hand-made-answers.ts';
import { databaseName, databaseOf } from '../store/database.ts';
import { signInsOf } from '../store/sign-ins.ts';
import type { AppSession } from './app-session.ts';
import { until } from '../../../test/support/until.ts';

const OVER = { pull: { problem: { type: 'about:blank', title: '', status: 401, code: 'signed_out' } } } as const;

/** An order, obeyed and confirmed: nothing of this person lies here any more, and the sign-in screen is the way on. */
const expectGone = async ({ names, words }: ReturnType<typeof browser>, session: AppSession) => {
  const leave = await until(() => {
    const state = session.state();
    if (state.at !== 'erased' || !state.leave) throw new Error(`the app is ${state.at}`);
    return state.leave;
  });
  // Another tab that hears it later looks into the database once more, and removes it again.
  await until(async () => expect(await names()).toEqual(['banso']));
  expect(words).toContainEqual(expect.objectContaining({ order: 'order-1' }));
  leave();
  await at(session, 'signedOut');
};

test('[L5.23] an open phone obeys the order, also when its session is over, and tells the office', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  one.server.says = { ...OVER, ...ORDER };
  await opened(tab).sync.syncNow();
  await expectGone(one, tab);
  // Once: nobody hears of the same erasure twice.
  expect(one.words).toHaveLength(1);
  tab.close();
});

test('[L5.23] a locked phone obeys the order without its key; offline it tells the office later, and opens for nobody meanwhile', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await opened(tab).protection.protect(PASSPHRASE);
  opened(tab).protection.lock();
  await at(tab, 'locked');
  one.server.hears = false;
  one.server.says = ORDER;
  const state = tab.state();
  await (state.at === 'locked' ? state.app.sync.syncNow() : null);
  await at(tab, 'erased');
  expect(tab.state()).toMatchObject({ leave: null });
  const raw = databaseOf(databaseName(EXPERT), one.profile);
  expect((await raw.meta.toArray()).map(({ id }) => id).toSorted()).toEqual(['erased', 'signer']);
  const rest = await Promise.all(raw.tables.filter(({ name }) => name !== 'meta').map((table) => table.count()));
  expect(rest.every((count) => count === 0)).toBe(true);
  raw.close();
  // The one who found it tries the right passphrase, and opens the app anew.
  await (state.at === 'locked' ? state.app.unlock(PASSPHRASE).catch(() => 'failed') : null);
  await new Promise(setImmediate);
  expect(tab.state().at).toBe('erased');
  tab.close();
  const again = await one.openTab();
  expect(again.state()).toMatchObject({ at: 'erased', leave: null });
  one.server.hears = true;
  one.wake();
  await expectGone(one, again);
  again.close();
});

test('[L5.23] every tab of the browser is erased with the one that heard the order, open or locked', async () => {
  const one = browser();
  const first = await one.openTab();
  await first.signedIn(EXPERT);
  await opened(first).sync.syncNow();
  const second = await one.openTab();
  expect(opened(second).me).toEqual(EXPERT);
  one.server.says = ORDER;
  await opened(first).sync.syncNow();
  await expectGone(one, first);
  await at(second, 'erased');
  first.close();
  second.close();
});

test('[L5.23] a phone from before phones had to be protected hears the order while it waits to be protected', async () => {
  const one = browser();
  const before = await one.openTab();
  await before.signedIn(EXPERT);
  await opened(before).sync.syncNow();
  before.close();
  one.server.says = ORDER;
  await signInsOf(one.profile).remember(REAL, 0);
  const tab = await one.openTab();
  await expectGone(one, tab);
  expect(one.asked.at(-1)).toMatchObject({ pull: null });
  tab.close();
});

test.each([
  ['open', false],
  ['protected', true],
])(
  '[L15.200] a device (%s) on which somebody signed out and that was lost then is erased at the next start',
  async (_name, isProtected) => {
    const one = browser();
    const tab = await one.openTab();
    await tab.signedIn(EXPERT);
    await opened(tab).sync.syncNow();
    if (isProtected) await opened(tab).protection.protect(PASSPHRASE);
    await signsOut(tab);
    tab.close();
    const before = one.asked.length;
    one.server.says = { ...OVER, ...ORDER };
    const again = await one.openTab();
    await expectGone(one, again);
    // It asks for the order alone: nobody is signed in who could receive anything.
    expect(one.asked.slice(before)).toMatchObject([{ pull: null }]);
    expect(await signInsOf(one.profile).others()).toEqual([]);
    again.close();
  },
);

test('[L15.200] it hears the order while the sign-in screen stands there, tells the office once the line is back, and never before', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await signsOut(tab);
  one.server.hears = false;
  one.server.says = ORDER;
  one.wake();
  await at(tab, 'erased');
  expect(tab.state()).toMatchObject({ leave: null });
  one.server.hears = true;
  one.wake();
  await expectGone(one, tab);
  tab.close();
});

test('[L15.200] who works here now is not disturbed by the erasing of who signed out before them', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await signsOut(tab);
  const lost = databaseName(EXPERT);
  const [signedOut] = await databaseOf(lost, one.profile).meta.where('id').equals('identity').toArray();
  const other = { ...EXPERT, person: 'another' };
  await tab.signedIn(other);
  one.server.orders = signedOut?.id === 'identity' ? signedOut.device : '';
  one.wake();
  await until(async () => expect(await one.names()).not.toContain(lost));
  expect(one.words).toEqual([expect.objectContaining({ device: one.server.orders, order: 'order-1' })]);
  expect(opened(tab).me).toEqual(other);
  expect(await one.names()).toContain(databaseName(other));
  tab.close();
});

test('[L15.200] a device that is not lost keeps everything, and opens again for who signs in', async () => {
  const one = browser();
  const tab = await one.openTab();
  await tab.signedIn(EXPERT);
  await opened(tab).sync.syncNow();
  await signsOut(tab);
  const count = one.asked.length;
  one.wake();
  await until(() => expect(one.asked.length).toBeGreaterThan(count));
  expect(await one.names()).toContain(databaseName(EXPERT));
  await tab.signedIn(EXPERT);
  expect(opened(tab).me).toEqual(EXPERT);
  expect(await signInsOf(one.profile).others()).toEqual([]);
  tab.close();
});
