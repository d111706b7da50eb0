import type { AccessEvent } from '@banso/shared/access/access.ts';
import { rolesOn } from '@banso/shared/person/role-ends.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import type { AccessPage, AccessQuery, AccessReport, MonthOfPerson } from '@banso/shared/protocol/access.ts';
import { addDays, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { NO_OFFICE } from '../auth/sign-in-log.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { type AccessFilter, accessMonth, accessPage, type MonthRow } from '../store/access-log.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { readAccess, recordAccess } from './record-access.ts';

const PAGE = 100;

/** Who reads everybody's accesses: those who answer for them. Everybody else reads their own. */
const READERS: readonly Role[] = ['administrator', 'privacyManager'];

/** A page of the access log, as far as this person may read it. Looking at others' accesses is itself one. */
export const showAccesses = async (server: Server, holder: SessionHolder, query: AccessQuery): Promise<AccessPage> => {
  const { tenant, person } = holder;
  const page = await server.store.read(tenant, async (tx) => {
    const whole = await readsAll(tx, { person, nowMs: server.clock.nowMs() });
    const filter = { ...filterOf(query), ...(whole ? {} : { person }) };
    const before = query.before === undefined ? null : Number(query.before);
    const found = await accessPage(tx, { filter, before, limit: PAGE + 1 });
    const rows = found.slice(0, PAGE).map((row) => {
      const { atMs, event, purpose, person: who, subject, detail, look } = readAccess(row);
      return {
        position: row.position,
        atMs,
        event,
        purpose,
        person: who,
        subject,
        lookedAtMs: look?.atMs ?? null,
        detail: Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, copyOf(value)])),
      };
    });
    return { rows, more: found.length > PAGE, whole };
  });
  if (page.whole) await logShown(server, holder, { rows: page.rows.length });
  return page;
};

/** What was done in a month, by person, for whoever signs it off. Throws `not_found` for everybody else. */
export const reportOf = async (server: Server, holder: SessionHolder, month: string): Promise<AccessReport> => {
  const { tenant, person } = holder;
  const report = await server.store.read(tenant, async (tx) => {
    if (!(await readsAll(tx, { person, nowMs: server.clock.nowMs() }))) throw new Problem('not_found');
    const [from, to] = daysOf(month);
    const counted = await accessMonth(tx, from, to);
    const reviewed = await accessPage(tx, { filter: { event: 'logReviewed' }, before: null, limit: 500 });
    const reviews = reviewed
      .map(readAccess)
      .filter(({ detail }) => detail['month'] === month)
      .map(({ atMs, person: by, detail }) => ({ atMs, person: by ?? '', note: String(detail['note'] ?? '') }));
    const people = [...new Set(counted.map((row) => row.person))].map((who) =>
      monthOf(
        who,
        counted.filter((row) => row.person === who),
      ),
    );
    return { month, people, failedSignIns: countOf(counted, ['signInFailed']), reviews };
  });
  // Who failed before anybody knew whose account it was belongs to no office: every office's reviewer sees it.
  const [from, to] = daysOf(month);
  const nobody = await server.store.read(NO_OFFICE, (tx) => accessMonth(tx, from, to));
  const failedSignIns = report.failedSignIns + countOf(nobody, ['signInFailed']);
  await logShown(server, holder, { month });
  return { ...report, failedSignIns };
};

/** The reviewer's name under a month, as a row of the log itself. Throws `not_found` for everybody who may not read it. */
export const signOff = async (
  server: Server,
  { tenant, person }: SessionHolder,
  detail: { readonly month: string; readonly note: string },
): Promise<void> => {
  if (!(await server.store.read(tenant, (tx) => readsAll(tx, { person, nowMs: server.clock.nowMs() }))))
    throw new Problem('not_found');
  await recordAccess(server, tenant, [
    { event: 'logReviewed', purpose: 'audit', person, device: null, subject: null, detail },
  ]);
};

const logShown = (server: Server, { tenant, person }: SessionHolder, detail: { rows: number } | { month: string }) =>
  recordAccess(server, tenant, [
    { event: 'logShown', purpose: 'audit', person, device: null, subject: null, detail: { ...detail } },
  ]);

type Reader = { readonly person: string; readonly nowMs: number };

/** Whether this person answers for everybody's accesses and devices. */
export const readsAll = async (tx: Transaction, { person, nowMs }: Reader): Promise<boolean> => {
  const parts = await partsOfAggregates(tx, [{ kind: 'person', id: person }]);
  const core = parts.find(({ part }) => part === 'core');
  if (!core) return false;
  // Written by `apply` from a person's operations.
  const { roles } = JSON.parse(core.body) as Person;
  return rolesOn(roles, dayInJapan(nowMs)).some(({ role }) => READERS.includes(role));
};

const filterOf = ({ person, event, engagement, from, to }: AccessQuery): AccessFilter => ({
  person,
  event,
  aggregate: engagement,
  from: from === undefined ? undefined : new Date(instantInJapan(from, '00:00')),
  to: to === undefined ? undefined : new Date(instantInJapan(addDays(to, 1), '00:00')),
});

const daysOf = (month: string): readonly [Date, Date] => {
  const first = `${month}-01`;
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return [new Date(instantInJapan(first, '00:00')), new Date(instantInJapan(next, '00:00'))];
};

const LOOKS: readonly AccessEvent[] = ['looked', 'photoShown', 'noticesShown', 'codeShown', 'revealed', 'printed'];

const monthOf = (person: string | null, rows: readonly MonthRow[]): MonthOfPerson => {
  const looks = rows.filter(({ event }) => (LOOKS as readonly string[]).includes(event));
  const days = new Map<string, Set<string>>();
  for (const { day, aggregates } of looks) {
    const seen = days.get(day) ?? new Set();
    for (const aggregate of aggregates) seen.add(aggregate);
    days.set(day, seen);
  }
  return {
    person,
    looks: sum(looks.map(({ count }) => count)),
    records: new Set(looks.flatMap(({ aggregates }) => aggregates)).size,
    mostInADay: Math.max(0, ...[...days.values()].map(({ size }) => size)),
    atNight: sum(rows.map(({ atNight }) => atNight)),
    papers: countOf(rows, ['printed']),
    exports: countOf(rows, ['exported', 'ledgerExported', 'listSaved']),
    revealed: countOf(rows, ['revealed', 'codeShown']),
    newDevices: countOf(rows, ['deviceRegistered']),
  };
};

const countOf = (rows: readonly MonthRow[], events: readonly AccessEvent[]): number =>
  sum(rows.filter(({ event }) => (events as readonly string[]).includes(event)).map(({ count }) => count));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const copyOf = (value: string | number | boolean | readonly string[]): string | number | boolean | string[] =>
  typeof value === 'object' ? [...value] : value;
