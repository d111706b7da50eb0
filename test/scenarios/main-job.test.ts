import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { openWorld } from '../world.ts';
import {
  companySigns,
  ENGAGEMENT,
  mustBeRecorded,
  recordWholeVisit,
  signatureStands,
  startVisit,
  submit,
  visitOf,
  writeReport,
} from './visit-steps.ts';
import { until } from '../support/until.ts';

const databases = onPglite();

const begin = async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  return { world, phone: await world.phone('expert') };
};

test('[L2.11][L7.11] 電波のない所で記録した訪問は、アプリを開き直しても残り、電波が戻ると自動で届く', async () => {
  const { world, phone } = await begin();
  phone.cutNetwork();
  await recordWholeVisit(world, phone);
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 5, reachable: false });
  expect((await phone.store().outbox()).every(({ verdict }) => verdict === null)).toBe(true);

  await phone.reopen();
  expect((await visitOf(phone)).status).toBe('submitted');
  phone.wake();
  phone.restoreNetwork();
  await until(() => expect(phone.status()).toMatchObject({ waiting: 0, reachable: true }));
  for (const { verdict } of await phone.store().outbox()) expect(verdict).toMatchObject({ outcome: 'accepted' });

  const desk = await world.desk('approver');
  const seen = await visitOf(desk);
  expect(seen).toMatchObject({ status: 'submitted', fields: { breakMinutes: 10 } });
  expect(await signatureStands(desk)).toBe(true);
});

test('[L3.12] 応答が届かずに送り直しても、記録は一度だけ取り込まれる', async () => {
  const { world, phone } = await begin();
  await recordWholeVisit(world, phone);
  phone.loseNextAnswer();
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 5, reachable: false });
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 0, attention: 0 });
  const desk = await world.desk('approver');
  expect(await visitOf(desk)).toMatchObject({ status: 'submitted', lateFacts: [] });
});

test('[L12.11] 差戻し後に署名した項目を直すと会社の確認が無効になり、署名し直して承認される', async () => {
  const { world, phone } = await begin();
  const desk = await world.desk('approver');
  await recordWholeVisit(world, phone);
  await phone.sync();
  await desk.sync();
  const { id: visit } = await visitOf(desk);
  const comments = [{ field: 'breakMinutes' as const, text: '休憩を確かめてください。' }];
  mustBeRecorded(await desk.record({ type: 'visit-sent-back@1', aggregate: ENGAGEMENT, body: { visit, comments } }));
  await desk.sync();
  await phone.sync();
  expect((await visitOf(phone)).status).toBe('sentBack');

  phone.cutNetwork();
  world.pass(60);
  await writeReport(phone, { effect: '値上げが必要な商品が二つ分かり、価格を決めた。' });
  expect(await signatureStands(phone)).toBe(true);
  await writeReport(phone, { breakMinutes: 15 });
  expect(await signatureStands(phone)).toBe(false);
  await companySigns(phone);
  expect(await signatureStands(phone)).toBe(true);
  await submit(phone);
  phone.restoreNetwork();
  await phone.sync();
  await desk.sync();

  mustBeRecorded(await desk.record({ type: 'visit-approved@1', aggregate: ENGAGEMENT, body: { visit } }));
  await desk.sync();
  await phone.sync();
  expect(await visitOf(phone)).toMatchObject({ status: 'approved', fields: { breakMinutes: 15 } });
});

test('[L5.12] サインインの期限が切れても、記録は送られ、消えない', async () => {
  const { world, phone } = await begin();
  phone.expireSession();
  await recordWholeVisit(world, phone);
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 0, problem: 'signed_out' });
  expect((await visitOf(phone)).status).toBe('submitted');
  expect(await phone.store().outbox()).toHaveLength(5);
});

test('[L1.12] 見た後に内容が変わっていた承認は、理由とともに断られ、端末に残る', async () => {
  const { world, phone } = await begin();
  const desk = await world.desk('approver');
  await recordWholeVisit(world, phone);
  await phone.sync();
  await desk.sync();
  const { id: visit } = await visitOf(desk);
  await writeReport(phone, { effect: '後から書き足した効果。' });
  await phone.sync();
  mustBeRecorded(await desk.record({ type: 'visit-approved@1', aggregate: ENGAGEMENT, body: { visit } }));
  await desk.sync();
  expect((await desk.store().outbox()).at(-1)?.verdict).toMatchObject({ outcome: 'refused', code: 'basis_changed' });
  expect(desk.status()).toMatchObject({ waiting: 0, attention: 1 });
  expect((await visitOf(desk)).status).toBe('submitted');
});

test('[L15.11] ほかの専門家の支援案件は、この端末に届かない', async () => {
  const { world, phone } = await begin();
  const other = await world.phone('otherExpert');
  const mine = (await phone.store().engagements()).map(({ id }) => id);
  const theirs = (await other.store().engagements()).map(({ id }) => id);
  expect(mine).toContain(ENGAGEMENT);
  expect(theirs.filter((id) => mine.includes(id))).toEqual([]);
});

test('[L11.12] 電波のあった端末の開始時刻には、それより前ではあり得ない時刻が付く', async () => {
  const { world, phone } = await begin();
  phone.cutNetwork();
  world.pass(30);
  await startVisit(phone);
  const { start } = await visitOf(phone);
  expect(start?.bounds).toEqual({ notBeforeMs: world.nowMs() - 30 * 60_000, notAfterMs: null });
  phone.restoreNetwork();
  await phone.sync();
  expect((await visitOf(phone)).start?.bounds).toEqual({
    notBeforeMs: world.nowMs() - 30 * 60_000,
    notAfterMs: world.nowMs(),
  });
});
