import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { chainNext, chainStart } from '@banso/shared/operation/chain.ts';
import { textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { expect, test, vi } from 'vitest';
import {
  answer,
  engagement,
  EXPERT,
  firstRows,
  page,
  rowsOf,
  verdicts,
} from '../../../test/support/hand-made-answers.ts';
import {
  IDBDatabase,
  IDBObjectStore,
  newProfile,
  openTab,
  tabsOfOneBrowser,
} from '../../../test/support/open-device.ts';
import { databaseOf } from './database.ts';
import type { OpenedStore } from './open-client-store.ts';

const WHOLE = { items: 1_000, bytes: 4_000_000 };

const take = async ({ sync }: OpenedStore, build: Parameters<typeof answer>[0]) => {
  const request = await sync.nextRequest(WHOLE);
  await sync.takeAnswer({ request, answer: answer(build), atMs: 1_766_019_600_000, offsetMs: 250 });
  return request;
};

const metTab = async (options: Parameters<typeof openTab>[1] = {}) => {
  const tab = await openTab(EXPERT, options);
  await take(tab, { pull: page(firstRows(), 5) });
  return tab;
};

const start = (tab: OpenedStore, visit = 'visit-2') =>
  tab.store.record({ type: 'visit-started@1', aggregate: 'engagement-1', body: { visit } });

test('[L2.11] a tap gets id, time, sequence and chain at once, and is there after reopening', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  const recorded = await start(tab);
  expect(recorded).toMatchObject({ recorded: { seq: 1, label: '訪問の開始', visit: 'visit-2', verdict: null } });
  tab.close();

  const reopened = await openTab(EXPERT, { profile });
  const [entry] = await reopened.store.outbox();
  expect(entry).toMatchObject('recorded' in recorded ? recorded.recorded : {});
  expect((await reopened.store.engagement('engagement-1'))?.engagement.visits['visit-2']?.status).toBe('started');
});

test('[L2.12] two tabs that record at once get two sequence numbers on one chain', async () => {
  const profile = newProfile();
  const changes = tabsOfOneBrowser();
  const [one, two] = [await metTab({ profile, changes }), await openTab(EXPERT, { profile, changes })];
  await Promise.all([
    start(one, 'visit-1'),
    start(two, 'visit-2'),
    one.store.record({ type: 'visit-ended@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } }),
    start(two, 'visit-3'),
  ]);
  const { push } = await one.sync.nextRequest(WHOLE);
  const texts = (push?.items ?? []).flatMap((item) => ('text' in item ? [item.text] : []));
  expect(texts.map((text) => textToEnvelope(text)?.seq)).toEqual([1, 2, 3, 4]);
  expect(texts.reduce(chainNext, chainStart('office', one.device.id))).toBe(push?.tip);
});

test('[L2.13] every write asks the browser for strict durability', async () => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const tab = await metTab();
  transaction.mockClear();
  await start(tab);
  const writes = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
  expect(writes.length).toBeGreaterThan(0);
  for (const [, , options] of writes) expect(options).toMatchObject({ durability: 'strict' });
  transaction.mockRestore();
});

test('[L2.14] a full disk is told as a failed recording, and nothing half-written stays', async () => {
  const tab = await metTab();
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(await start(tab)).toEqual({ failed: 'storage' });
  expect(silent).toHaveBeenCalledOnce();
  add.mockRestore();
  silent.mockRestore();
  expect(await tab.store.outbox()).toEqual([]);
  expect(await start(tab)).toMatchObject({ recorded: { seq: 1 } });
});

test('[L2.15] a dead connection is opened again and the recording tried once more', async () => {
  const tab = await metTab();
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  });
  expect(await start(tab)).toMatchObject({ recorded: { seq: 1 } });
  add.mockRestore();
  expect(await tab.store.outbox()).toHaveLength(1);
});

test('[L1.11] what this device may not do is refused before it is recorded', async () => {
  const tab = await metTab();
  expect(
    await tab.store.record({ type: 'visit-approved@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } }),
  ).toEqual({ refusal: { refused: 'not_allowed' } });
  expect(await start(tab, 'visit-1')).toMatchObject({ recorded: { seq: 1 } });
  expect(
    await tab.store.record({ type: 'visit-submitted@1', aggregate: 'engagement-1', body: { visit: 'visit-1' } }),
  ).toMatchObject({ refusal: { refused: 'wrong_state' } });
  expect(await tab.store.outbox()).toHaveLength(1);
});

test('[L11.11] what is recorded embeds the latest time token and the offset of the clock', async () => {
  const tab = await metTab();
  await take(tab, { token: 'token-2' });
  await start(tab);
  const text = await tab.store.operationText((await tab.store.outbox())[0]?.id ?? '');
  expect(textToEnvelope(text ?? '')).toMatchObject({ anchor: 'token-2', clock: { offsetMs: 250 } });
});

test('[L6.11] the view is what was pulled with what still waits laid over it, until the cursor has passed its verdict', async () => {
  const tab = await metTab();
  await start(tab);
  const status = async () => (await tab.store.engagement('engagement-1'))?.engagement.visits['visit-2']?.status;
  const stage = async () => (await tab.store.engagement('engagement-1'))?.waiting.length;
  expect([await status(), await stage()]).toEqual(['started', 1]);

  const request = await tab.sync.nextRequest(WHOLE);
  await take(tab, { push: verdicts(request.push, 9) });
  expect([await status(), await stage()]).toEqual(['started', 0]);

  const visit = { ...engagement().visits['visit-2'], status: 'ended' };
  const rows = rowsOf('engagement', 'engagement-1', { ...engagement(), visits: { 'visit-2': visit } }, 2);
  await take(tab, { pull: page(rows, 9) });
  expect([await status(), await stage()]).toEqual(['ended', 0]);
});

test('[L6.12] the higher version wins, and a removal takes the part away', async () => {
  const tab = await metTab();
  const older = rowsOf('engagement', 'engagement-1', { ...engagement(), visits: {} }, 0);
  await take(tab, { pull: page(older, 6) });
  expect(Object.keys((await tab.store.engagement('engagement-1'))?.engagement.visits ?? {})).toHaveLength(2);
  const removed = {
    kind: 'engagement',
    aggregate: 'engagement-1',
    part: 'visit/visit-1',
    version: 2,
    body: null,
  } as const;
  await take(tab, { pull: page([removed], 7) });
  expect(Object.keys((await tab.store.engagement('engagement-1'))?.engagement.visits ?? {})).toEqual(['visit-2']);
});

test('[L5.11] a fresh start clears what was pulled and keeps what was recorded', async () => {
  const tab = await metTab();
  await start(tab);
  await take(tab, { pull: { rows: [], cursor: 0, more: false, epoch: 2, fresh: true } });
  expect(await tab.store.engagements()).toEqual([]);
  expect(await tab.store.outbox()).toHaveLength(1);
});

test('[L4.11] an acknowledged operation stays on the device and is offered again in a new epoch', async () => {
  const tab = await metTab();
  await start(tab);
  const request = await tab.sync.nextRequest(WHOLE);
  await take(tab, { push: verdicts(request.push, 6), pull: page([], 6) });
  expect((await tab.sync.nextRequest(WHOLE)).push).toBeNull();
  await take(tab, { pull: { rows: [...firstRows()], cursor: 3, more: false, epoch: 2, fresh: true } });
  expect((await tab.sync.nextRequest(WHOLE)).push).toMatchObject({ fromSeq: 1, toSeq: 1 });
});

test('[L4.43] what was sent before the first pull is offered again when that pull finds another epoch', async () => {
  const tab = await openTab({ ...EXPERT, roles: [{ role: 'administrator', programme: null }] });
  const body = { programme: 'fukuoka-r7', company: 'company-1' };
  await tab.store.record({ type: 'engagement-created@1', aggregate: 'engagement-2', body });
  const request = await tab.sync.nextRequest(WHOLE);
  // The session had ended: pushing needs none.
  await take(tab, { push: verdicts(request.push, 6) });
  expect((await tab.sync.nextRequest(WHOLE)).push).toBeNull();
  await take(tab, { pull: { rows: [...firstRows()], cursor: 3, more: false, epoch: 2, fresh: false } });
  expect((await tab.sync.nextRequest(WHOLE)).push).toMatchObject({ fromSeq: 1, toSeq: 1 });
});

test('[L14.7] rows of a kind that a newer server has come with the others, and stay until this app knows them', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  const later = { kind: 'of-a-later-version' as 'engagement', aggregate: 'x-1', part: 'core', version: 1, body: '{}' };
  await take(tab, { pull: { rows: [later], cursor: 9, more: false, epoch: 1, fresh: false } });
  expect((await tab.sync.nextRequest(WHOLE)).pull).toEqual({ cursor: 9, epoch: 1 });
  expect((await tab.store.engagements()).length).toBeGreaterThan(0);
});

test('[L3.11] an unreadable operation travels as raw bytes, a vanished one as a gap; neither is skipped', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  for (const visit of ['visit-1', 'visit-2', 'visit-3', 'visit-4', 'visit-5']) await start(tab, visit);
  const honest = (await tab.sync.nextRequest(WHOLE)).push;
  const raw = databaseOf('banso-office-expert-1', profile);
  await raw.open();
  await raw.table('outbox').update(2, { sealed: new Uint8Array([1, 2, 3]).buffer });
  await raw.table('outbox').bulkDelete([3, 5]);
  raw.close();
  const { push } = await tab.sync.nextRequest(WHOLE);
  const texts = (honest?.items ?? []).flatMap((item) => ('text' in item ? [item.text] : []));
  const chainAfter = (seq: number) => texts.slice(0, seq).reduce(chainNext, chainStart('office', tab.device.id));
  expect(push?.items).toEqual([
    honest?.items[0],
    { raw: 'AQID', seq: 2, chain: chainAfter(2) },
    { gap: 1, seq: 3, chain: chainAfter(3) },
    honest?.items[3],
    { gap: 1, seq: 5, chain: honest?.tip },
  ]);
  expect(push).toMatchObject({ fromSeq: 1, toSeq: 5, tip: honest?.tip });
  await take(tab, { push: verdicts(push ?? null, 8) });
  expect((await tab.sync.nextRequest(WHOLE)).push).toBeNull();
});

test('[L5.61] what cannot be opened is counted, of this device and of the office, and stays where it lies', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  for (const visit of ['visit-1', 'visit-2']) await start(tab, visit);
  expect(await tab.store.unopened()).toEqual({ operations: 0, parts: 0 });
  const damaged = { sealed: new Uint8Array([1, 2, 3]).buffer };
  const raw = databaseOf('banso-office-expert-1', profile);
  await raw.open();
  await raw.table('outbox').update(2, damaged);
  await raw.table('parts').update(['engagement', 'engagement-1', 'core'], damaged);
  const later = await metTab({ profile });
  expect(await later.store.unopened()).toEqual({ operations: 1, parts: 1 });
  expect(await raw.table('outbox').count()).toBe(2);
  raw.close();
});

test('[L16.11] no text of an operation, a part or a draft lies on the disk in the clear', async () => {
  const profile = newProfile();
  const tab = await metTab({ profile });
  await start(tab);
  await tab.store.saveDraft('visit/visit-2', { gist: '秘密の下書き' });
  const raw = databaseOf('banso-office-expert-1', profile);
  await raw.open();
  for (const table of ['outbox', 'parts', 'drafts']) {
    const rows = (await raw.table(table).toArray()) as { readonly sealed: unknown }[];
    expect(rows.length).toBeGreaterThan(0);
    for (const { sealed } of rows) {
      expect(sealed).toBeInstanceOf(ArrayBuffer);
      const text = new TextDecoder().decode(sealed as ArrayBuffer);
      expect(text).not.toMatch(/秘密|見本|visit-2/);
    }
  }
  raw.close();
  expect(await tab.store.draft('visit/visit-2')).toEqual({ gist: '秘密の下書き' });
  await tab.store.dropDraft('visit/visit-2');
  expect(await tab.store.draft('visit/visit-2')).toBeUndefined();
});

test('[L3.71] a push holds as many texts as its bytes allow, in whatever letters they are written, and never none', async () => {
  const tab = await metTab();
  await start(tab);
  for (const value of ['短い', '"引用" \\ と\n改行', '𠮷野家\ud842', 'a'.repeat(300)]) {
    const changes = [{ field: 'content' as const, base: fieldHash(''), value }];
    await tab.store.record({
      type: 'visit-report-saved@1',
      aggregate: 'engagement-1',
      body: { visit: 'visit-2', changes },
    });
  }
  const all = (await tab.sync.nextRequest(WHOLE)).push?.items ?? [];
  expect(all.length).toBeGreaterThan(3);
  const bytesOf = (items: readonly unknown[]) => new TextEncoder().encode(JSON.stringify(items)).length;
  for (const bytes of [1, 1_000, 2_000, 3_000, 4_000, 6_000]) {
    const items = (await tab.sync.nextRequest({ items: 1_000, bytes })).push?.items ?? [];
    expect(items).toEqual(all.slice(0, items.length));
    expect(items.length === 1 || bytesOf(items) <= bytes).toBe(true);
    // Nearly as many as would go: an item's frame is counted generously.
    expect(bytesOf(all.slice(0, items.length + 1)) + 300 * all.length > bytes || items.length === all.length).toBe(
      true,
    );
  }
});
