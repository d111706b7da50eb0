import type { Recorded } from '@banso/client/store/client-store.ts';
import { valueHash } from '@banso/shared/engagement/written.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { engagementCreated } from '@banso/shared/engagement/operations/engagement-created.ts';
import { defineOperation, done } from '@banso/shared/operation/define.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { ENGAGEMENT, EXPERT, OTHER_ENGAGEMENT, OTHER_EXPERT, PROGRAMME } from '../../support/test-office.ts';
import type { Tab } from './browser.ts';
import type { Chance } from './chance.ts';

/** One thing a person does at a tab; null where there is nothing to do it with. */
export type Deed = (tab: Tab, chance: Chance) => Promise<Recorded | null>;

const THROWS = 'simulated-throwing@1';

/** A type whose `apply` runs on the device and throws on the server, as a bug would. */
const throwing = defineOperation({
  type: THROWS,
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '誤りのある操作（サンプル）',
  by: ['expert', 'staff', 'administrator', 'approver'],
  needs: ['bounds'],
  body: engagementCreated.body,
  apply: (engagement: unknown, _operation, { bounds }) => {
    if (bounds.notAfterMs !== null) throw new TypeError('planted');
    return done(engagement);
  },
});

/** Puts the type that throws among the others, for this process. */
export const registerThrowing = (): void => {
  // The register is a Map that nobody else writes to.
  (OPERATION_TYPES as Map<string, unknown>).set(THROWS, throwing);
};

const engagementOf = (tab: Tab, chance: Chance): string =>
  chance.happens(0.75)
    ? tab.me.person === OTHER_EXPERT
      ? OTHER_ENGAGEMENT
      : ENGAGEMENT
    : chance.pick([ENGAGEMENT, OTHER_ENGAGEMENT]);

const visitsOf = async (tab: Tab, engagement: string): Promise<readonly Visit[]> => {
  const view = await tab.opened?.banso.store.engagement(engagement);
  return Object.values(view?.engagement.visits ?? {});
};

const schedule: Deed = async (tab, chance) => {
  const store = tab.opened?.banso.store;
  const visit = tab.opened?.banso.newId();
  if (!store || visit === undefined) return null;
  const number = chance.between(1, 20);
  return store.record({
    type: 'visit-scheduled@1',
    aggregate: engagementOf(tab, chance),
    body: { visit, number, on: '2026-05-20', from: '13:00', to: '16:30', mode: 'onSite', place: '本社工場' },
  });
};

const onVisit =
  (type: 'visit-started@1' | 'visit-ended@1' | 'visit-submitted@1', fits: (visit: Visit) => boolean): Deed =>
  async (tab, chance) => {
    const aggregate = engagementOf(tab, chance);
    const visits = (await visitsOf(tab, aggregate)).filter(fits);
    if (visits.length === 0) return null;
    const { id: visit } = chance.pick(visits);
    return tab.opened?.banso.store.record({ type, aggregate, body: { visit } }) ?? null;
  };

let texts = 0;

/** What an earlier program does not know: notes of what was heard at the company. */
export const hear: Deed = async (tab, chance) => {
  const banso = tab.opened?.banso;
  const aggregate = engagementOf(tab, chance);
  const view = await banso?.store.engagement(aggregate);
  if (!banso || !view) return null;
  const base = valueHash(view.engagement.hearing?.values.heard ?? '');
  texts += 1;
  const changes = [{ field: 'heard', base, value: `冬場の注文が読めない。${texts}` }];
  return banso.store.record({ type: 'hearing-saved@1', aggregate, body: { changes } });
};

const report: Deed = async (tab, chance) => {
  const aggregate = engagementOf(tab, chance);
  const visits = await visitsOf(tab, aggregate);
  if (visits.length === 0) return null;
  const visit = chance.pick(visits);
  texts += 1;
  const changes = (['gist', 'content'] as const).map((field) => ({
    field,
    base: fieldHash(visit.fields[field]),
    value: `原価を見直した。${texts}`,
  }));
  return (
    tab.opened?.banso.store.record({ type: 'visit-report-saved@1', aggregate, body: { visit: visit.id, changes } }) ??
    null
  );
};

const approve: Deed = async (tab, chance) => {
  const aggregate = chance.pick([ENGAGEMENT, OTHER_ENGAGEMENT]);
  const visits = (await visitsOf(tab, aggregate)).filter(({ status }) => status === 'submitted');
  if (visits.length === 0) return null;
  const { id: visit } = chance.pick(visits);
  return tab.opened?.banso.store.record({ type: 'visit-approved@1', aggregate, body: { visit } }) ?? null;
};

/** Whose the engagement is changes: one expert's device loses it, another's gets it. */
const assign: Deed = async (tab, chance) =>
  tab.opened?.banso.store.record({
    type: 'expert-assigned@1',
    aggregate: chance.pick([ENGAGEMENT, OTHER_ENGAGEMENT]),
    body: {
      expert: chance.pick([EXPERT, OTHER_EXPERT]),
      on: '2026-05-01',
      department: '支援課',
      reason: '交代（サンプル）',
    },
  }) ?? null;

/** What no database can hold, and what makes the server throw. */
export const poison: Deed = async (tab, chance) => {
  const banso = tab.opened?.banso;
  if (!banso) return null;
  const isDesk = tab.me.roles.some(({ role }) => role === 'staff');
  if (isDesk && chance.happens(0.7))
    return banso.store.record({
      type: 'engagement-created@1',
      aggregate: banso.newId(),
      body: { programme: PROGRAMME, company: 'c\u0000' },
    });
  // Unknown to the register's own type: see `registerThrowing`.
  const wish = {
    type: THROWS,
    aggregate: engagementOf(tab, chance),
    body: { programme: PROGRAMME, company: 'x' },
  } as never;
  return banso.store.record(wish);
};

const create: Deed = async (tab) => {
  const banso = tab.opened?.banso;
  return (
    banso?.store.record({
      type: 'engagement-created@1',
      aggregate: banso.newId(),
      body: { programme: PROGRAMME, company: 'company-2' },
    }) ?? null
  );
};

const EXPERTS: readonly Deed[] = [
  schedule,
  schedule,
  onVisit('visit-started@1', ({ start }) => start === null),
  onVisit('visit-ended@1', ({ end }) => end === null),
  report,
  report,
  report,
  onVisit('visit-submitted@1', ({ status }) => status === 'ended'),
];
const DESK: readonly Deed[] = [schedule, approve, approve, assign, assign, create];

/** What the person at this tab does next. */
export const nextDeed = (tab: Tab, chance: Chance): Deed => chance.pick(isExpert(tab) ? EXPERTS : DESK);

/** What needs nobody else's records: such pushes wait for no lock but the last one. */
export const deedInRush = (tab: Tab): Deed => (isExpert(tab) ? schedule : create);

const isExpert = (tab: Tab): boolean => tab.me.roles.some(({ role }) => role === 'expert');

/** The same texts for the same seed, whatever was simulated before it. */
export const forgetTexts = (): void => {
  texts = 0;
};
