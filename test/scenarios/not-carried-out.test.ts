import { refold } from '@banso/server/refold.ts';
import type { OutboxEntry } from '@banso/client/store/client-store.ts';
import { SAMPLE_OFFICES } from '@banso/server/sample/sample-offices.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { storedPerson } from '../support/test-office.ts';
import { type Device, openWorld, type World } from '../world.ts';
import { ENGAGEMENT, companySigns, endVisit, mustBeRecorded, startVisit, visitOf, writeReport } from './visit-steps.ts';

const databases = onPglite();
const { people, tenant } = SAMPLE_OFFICES.fukuoka;
const TEXT = '圏外で書いた支援内容。';

const assign = async (world: World, desk: Device, who: 'expert' | 'otherExpert'): Promise<void> => {
  const body = {
    expert: people[who].id,
    on: dayInJapan(world.nowMs()),
    department: '経営支援課',
    reason: '担当の変更',
  };
  mustBeRecorded(await desk.record({ type: 'expert-assigned@1', aggregate: ENGAGEMENT, body }));
  await desk.sync();
};

const entryOf = async (device: Device, type: string): Promise<OutboxEntry> => {
  const entry = (await device.store().outbox()).findLast((one) => one.type === type);
  if (!entry) throw new Error(`nothing of type ${type} was recorded`);
  return entry;
};

/** A text and the submission behind it, recorded without signal, arrive while somebody else was in charge. */
const textParkedAndSubmissionBlocked = async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  const [phone, desk] = [await world.phone('expert'), await world.desk('administrator')];
  await startVisit(phone);
  world.pass(200);
  await writeReport(phone);
  await endVisit(phone);
  await companySigns(phone);
  await phone.sync();
  phone.cutNetwork();
  await writeReport(phone, { content: TEXT });
  const written = await entryOf(phone, 'visit-report-saved@1');
  const { id: visit } = await visitOf(phone);
  mustBeRecorded(
    await phone.record({ type: 'visit-submitted@1', aggregate: ENGAGEMENT, body: { visit }, after: [written.id] }),
  );
  const submission = await entryOf(phone, 'visit-submitted@1');
  await desk.sync();
  await assign(world, desk, 'otherExpert');
  phone.restoreNetwork();
  await phone.sync();
  expect((await entryOf(phone, 'visit-report-saved@1')).verdict).toMatchObject({
    outcome: 'parked',
    code: 'out_of_scope',
  });
  expect((await entryOf(phone, 'visit-submitted@1')).verdict).toMatchObject({
    outcome: 'blocked',
    detail: [written.id],
  });
  await assign(world, desk, 'expert');
  await phone.sync();
  expect(phone.status().attention).toBe(2);
  return { world, phone, visit, written, submission };
};

test('[L1.50][L1.52] 預りになった文章を直して送ると、元の記録は済みになり、待っていた提出も続けて送られる', async () => {
  const { world, phone, visit, written, submission } = await textParkedAndSubmissionBlocked();
  const text = await phone.store().operationText(written.id);
  expect(text).toContain(TEXT);

  expect(await phone.store().amend(written.id, { key: `visit/${visit}`, draft: { kept: TEXT } })).toBe('saved');
  expect(await phone.store().draft(`visit/${visit}`)).toEqual({ kept: TEXT });
  await phone.reopen();
  await writeReport(phone, { content: `${TEXT}書き足した。` });
  expect((await entryOf(phone, 'visit-report-saved@1')).replaces).toEqual([written.id]);
  expect(await entryOf(phone, 'visit-submitted@1')).toMatchObject({ replaces: [submission.id], verdict: null });
  await phone.sync();

  expect(phone.status()).toMatchObject({ waiting: 0, attention: 0 });
  expect(await visitOf(phone)).toMatchObject({ status: 'submitted', fields: { content: `${TEXT}書き足した。` } });
  // Named once: what is written next stands for nothing.
  await writeReport(phone, { message: '連絡事項' });
  expect((await entryOf(phone, 'visit-report-saved@1')).replaces).toEqual([]);
  expect(await refold(world.server)).toEqual([]);
});

test('[L1.51][L1.52] 預りになった文章を取り下げると、取り下げたことが記録に残り、待っていた提出はそれなしで送られる', async () => {
  const { world, phone, written } = await textParkedAndSubmissionBlocked();
  mustBeRecorded(await phone.store().withdraw(written.id));
  await phone.sync();
  expect(phone.status()).toMatchObject({ waiting: 0, attention: 0 });
  expect((await visitOf(phone)).status).toBe('submitted');
  // Nothing is deleted: the text is on the device, and the office knows what was taken back.
  expect(await phone.store().operationText(written.id)).toContain(TEXT);
  const person = await storedPerson(world.server, { tenant, person: people.expert.id });
  expect(person?.withdrawals).toMatchObject([{ operation: written.id }]);
  expect(await refold(world.server)).toEqual([]);
});
