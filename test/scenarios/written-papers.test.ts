import { refold } from '@banso/server/refold.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { finalReportStage } from '@banso/shared/engagement/final-report.ts';
import { planStage, planVersions, standingPlan } from '@banso/shared/engagement/plan.ts';
import { valueHash } from '@banso/shared/engagement/written.ts';
import { blankForm } from '@banso/shared/forms/definition.ts';
import { FINAL_REPORT_FORM } from '@banso/shared/forms/final-report-form.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { expect, onTestFinished, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { given } from '../support/given.ts';
import { type Device, openWorld } from '../world.ts';
import { ENGAGEMENT, mustBeRecorded } from './visit-steps.ts';

const databases = onPglite();

const seenAt = async (device: Device): Promise<Engagement> =>
  given(await device.store().engagement(ENGAGEMENT)).engagement;

/** Writes one field of the plan from what this device shows. */
const writePlan = async (device: Device, field: 'goal' | 'deliverable', value: string, settles?: string[]) => {
  const { plan } = await seenAt(device);
  const change = { field, base: valueHash(given(plan)[field]), value, ...(settles ? { settles } : {}) };
  mustBeRecorded(await device.record({ type: 'plan-saved@2', aggregate: ENGAGEMENT, body: { changes: [change] } }));
};
const submitPlan = (device: Device) => device.record({ type: 'plan-submitted@2', aggregate: ENGAGEMENT, body: {} });

test('[L13.240][L13.241][L13.242] 計画書を圏外の端末とＰＣで別々に書くと両方の文が残り、選んで提出した版を、事務局が差し戻して確認する', async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  const phone = await world.phone('expert');
  const pc = await world.phone('expert');
  const desk = await world.desk('approver');
  const before = given(standingPlan((await seenAt(phone)).plan)).contents;

  phone.cutNetwork();
  await writePlan(phone, 'goal', '圏外で書いた目標');
  await writePlan(pc, 'goal', 'ＰＣで書いた目標');
  await writePlan(pc, 'deliverable', '原価表と手順書');
  await pc.sync();
  phone.restoreNetwork();
  await phone.sync();
  await pc.sync();
  const { plan } = await seenAt(phone);
  expect([plan?.goal, plan?.deliverable, plan?.conflicts?.map(({ value }) => value)]).toEqual([
    'ＰＣで書いた目標',
    '原価表と手順書',
    ['圏外で書いた目標'],
  ]);
  // While a choice is open nothing is handed in, and the office still has what it had.
  expect(await submitPlan(phone)).toEqual({ refusal: { refused: 'form_incomplete', detail: ['goal'] } });
  expect(standingPlan((await seenAt(pc)).plan)?.contents).toEqual(before);

  await writePlan(phone, 'goal', '圏外で書いた目標', [given(plan?.conflicts?.[0]).id]);
  mustBeRecorded(await submitPlan(phone));
  await phone.sync();
  await desk.sync();
  expect(planVersions((await seenAt(desk)).plan).map(({ number, contents }) => [number, contents.goal])).toEqual([
    [1, before.goal],
    [2, '圏外で書いた目標'],
  ]);
  const comments = [{ field: 'goal', text: '数字で書いてください。' }];
  mustBeRecorded(await desk.record({ type: 'plan-sent-back@1', aggregate: ENGAGEMENT, body: { comments } }));
  await desk.sync();
  await phone.sync();
  expect(planStage((await seenAt(phone)).plan)).toBe('sentBack');
  await writePlan(phone, 'goal', '粗利率を33％にする。');
  mustBeRecorded(await submitPlan(phone));
  await phone.sync();
  await desk.sync();
  mustBeRecorded(await desk.record({ type: 'plan-checked@1', aggregate: ENGAGEMENT, body: {} }));
  await desk.sync();
  await phone.sync();
  expect(planStage((await seenAt(phone)).plan)).toBe('approved');
  expect(phone.status()).toMatchObject({ waiting: 0, attention: 0 });
  expect(await refold(world.server)).toEqual([]);
});

test('[L13.246] 終了報告書は圏外で書いて提出でき、事務局の承認者だけが承認する', async () => {
  const world = await openWorld(await databases.place());
  onTestFinished(world.close);
  const phone = await world.phone('expert');
  const desk = await world.desk('approver');
  const blank = blankForm(FINAL_REPORT_FORM);
  phone.cutNetwork();
  const filled = {
    level: '4',
    achievement: '粗利率は33％になった。',
    settling: '原価表は担当者だけで作れている。',
    effect: '値引きを数字で話し合う。',
    remaining: '繁忙期の人の配置',
    noPrivateConsulting: true,
    declaredOn: dayInJapan(world.nowMs()),
  } as const;
  const changes = Object.entries(filled).map(([field, value]) => ({
    field,
    base: valueHash(blank[field as keyof typeof filled]),
    value,
  }));
  mustBeRecorded(await phone.record({ type: 'final-report-saved@1', aggregate: ENGAGEMENT, body: { changes } }));
  mustBeRecorded(await phone.record({ type: 'final-report-submitted@1', aggregate: ENGAGEMENT, body: {} }));
  expect(finalReportStage((await seenAt(phone)).closing)).toBe('submitted');
  expect(await phone.record({ type: 'final-report-approved@1', aggregate: ENGAGEMENT, body: {} })).toEqual({
    refusal: { refused: 'not_allowed' },
  });
  phone.restoreNetwork();
  await phone.sync();
  await desk.sync();
  mustBeRecorded(await desk.record({ type: 'final-report-approved@1', aggregate: ENGAGEMENT, body: {} }));
  await desk.sync();
  await phone.sync();
  expect(finalReportStage((await seenAt(phone)).closing)).toBe('approved');
  expect(await refold(world.server)).toEqual([]);
});
