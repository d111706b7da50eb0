import type { OutboxEntry } from '@banso/client/store/client-store.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import type { Chance } from '../simulation/world/chance.ts';
import { EXPERT, OTHER_EXPERT } from '../support/test-office.ts';
import { type ChaosDevice, recordedIn } from './chaos-device.ts';

/** One thing a person does at a device; null where there is nothing to do it with. */
type Deed = (device: ChaosDevice, doing: Doing) => Promise<OutboxEntry | null>;
type Doing = { readonly chance: Chance; readonly engagement: string; readonly mark: string };

/** Few visits and many reports: what grows is the log, not what a screen shows. */
const MOST_VISITS = 12;

const visitsOf = async (device: ChaosDevice, engagement: string) =>
  Object.values((await device.banso().store.engagement(engagement))?.engagement.visits ?? {});

const schedule: Deed = async (device, { chance, engagement }) => {
  const visits = await visitsOf(device, engagement);
  if (visits.length >= MOST_VISITS) return null;
  const body = { visit: device.banso().newId(), number: chance.between(1, 20), on: '2026-05-20' } as const;
  const plan = { from: '13:00', to: '16:30', mode: 'onSite', place: '本社工場' } as const;
  return recordedIn(
    await device.banso().store.record({ type: 'visit-scheduled@1', aggregate: engagement, body: { ...body, ...plan } }),
  );
};

const startOrEnd: Deed = async (device, { chance, engagement }) => {
  const open = (await visitsOf(device, engagement)).filter(({ start, end }) => start === null || end === null);
  if (open.length === 0) return null;
  const { id: visit, start } = chance.pick(open);
  const type = start === null ? 'visit-started@1' : 'visit-ended@1';
  const recorded = await device.banso().store.record({ type, aggregate: engagement, body: { visit } });
  return recordedIn(recorded);
};

const report: Deed = async (device, { chance, engagement, mark }) => {
  const visits = await visitsOf(device, engagement);
  if (visits.length === 0) return null;
  const { id: visit, fields } = chance.pick(visits);
  const changes = [
    { field: 'content', base: fieldHash(fields.content), value: `原価を見直した（サンプル）${mark}` },
  ] as const;
  const recorded = await device
    .banso()
    .store.record({ type: 'visit-report-saved@1', aggregate: engagement, body: { visit, changes: [...changes] } });
  return recordedIn(recorded);
};

/** Whose the engagement is changes while both experts write on it. */
const assign: Deed = async (device, { chance, engagement }) =>
  recordedIn(
    await device.banso().store.record({
      type: 'expert-assigned@1',
      aggregate: engagement,
      body: {
        expert: chance.pick([EXPERT, OTHER_EXPERT]),
        on: '2026-05-01',
        department: '支援課',
        reason: '交代（サンプル）',
      },
    }),
  );

const EXPERTS: readonly Deed[] = [schedule, startOrEnd, report, report, report, report, report];
const DESK: readonly Deed[] = [schedule, schedule, assign];

/**
 * The person at this device does the next thing: what was recorded, or null when there was nothing to do. `mark` makes what is
 * written here unlike everything else.
 */
export const doSomething = async (
  device: ChaosDevice,
  { chance, mark }: { readonly chance: Chance; readonly mark: string },
): Promise<OutboxEntry | null> => {
  const engagements = await device.banso().store.engagements();
  if (engagements.length === 0) return null;
  const { id: engagement } = chance.pick(engagements);
  const isExpert = device.me.roles.some(({ role }) => role === 'expert');
  return chance.pick(isExpert ? EXPERTS : DESK)(device, { chance, engagement, mark });
};
