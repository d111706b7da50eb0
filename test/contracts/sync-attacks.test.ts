import { randomUUID } from 'node:crypto';
import { grossMinutes } from '@banso/shared/engagement/net-minutes.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { gradeVisit } from '@banso/shared/evidence/grade.ts';
import { issueTimeToken } from '@banso/server/sync/time-tokens.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { ClockReading } from '@banso/shared/time/clock-reading.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { drawer } from '../support/drawer.ts';
import { type Tap, type TestDevice, visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT, storedEngagement } from '../support/test-office.ts';
import { START_MS, type TestServer, testServers } from '../support/test-server.ts';

/** What somebody with an edited client claims, and what really was: minutes between the two taps. */
type Attack = (
  office: TestServer,
  phone: TestDevice,
  visit: Taps & { readonly startMs: number },
) => Promise<void> | void;
type Taps = { readonly id: string; readonly start: Tap; readonly end: Tap };

const MINUTE = 60_000;
/** The visit that everybody here claims. */
const CLAIMED = 185;

const ATTACKS: Readonly<Record<string, Attack>> = {
  'the clock is set forward before the end, with signal all along': async (office, phone, { start, end, startMs }) => {
    phone.record(start);
    await office.push(phone);
    office.advance(45);
    await office.sync(phone);
    phone.record({ ...end, instead: { clock: { ...reading(office), wallMs: startMs + CLAIMED * MINUTE } } });
  },
  'the clock is set back before the start and right again for the end, with signal all along': async (
    office,
    phone,
    { start, end, startMs },
  ) => {
    office.advance(CLAIMED - 40);
    phone.record({ ...start, instead: { clock: { ...reading(office), wallMs: startMs } } });
    await office.push(phone);
    office.advance(40);
    await office.sync(phone);
    phone.record(end);
  },
  'the clock is set forward without signal, and set right before the phone is heard of': (
    office,
    phone,
    { start, end, startMs },
  ) => {
    phone.record(start);
    office.advance(40);
    phone.record({ ...end, instead: { clock: { ...reading(office), wallMs: startMs + CLAIMED * MINUTE } } });
    office.advance(CLAIMED);
  },
  'the start is made up when the visit ends': async (office, phone, { start, end, startMs }) => {
    office.advance(CLAIMED);
    phone.record({ ...start, instead: { clock: { ...reading(office), wallMs: startMs, page: 'then' } } });
    await office.sync(phone);
    phone.record(end);
  },
  'the start is made up later, behind a tip that the server had quoted in time': async (
    office,
    phone,
    { start, end, startMs },
  ) => {
    phone.record({ ...newVisit(9).start });
    await office.sync(phone, { tip: phone.tip() });
    office.advance(CLAIMED);
    phone.record({ ...start, instead: { clock: { ...reading(office), wallMs: startMs } } });
    phone.record(end);
  },
  'the start goes out in time for another visit and is rewritten before it is heard of again': async (
    office,
    phone,
    { start, end },
  ) => {
    phone.record(newVisit(9).start);
    await office.push(phone, { loseAnswer: true });
    office.advance(CLAIMED);
    phone.alter(1, (envelope) => ({ ...envelope, id: randomUUID(), body: { ...start.body } }));
    await office.sync(phone);
    phone.record(end);
  },
  'the end embeds the token it already had at the start': async (office, phone, { start, end }) => {
    phone.record(start);
    await office.push(phone);
    office.advance(CLAIMED);
    phone.record(end);
  },
  'the end embeds a token of another phone': async (office, phone, { start, end }) => {
    const other = await office.phone();
    phone.record(start);
    await office.push(phone);
    office.advance(CLAIMED);
    phone.hold((await office.sync(other)).token);
    phone.record(end);
  },
  'the end embeds a token from the future, which the phone signed itself': async (
    office,
    phone,
    { start, end, startMs },
  ) => {
    phone.record(start);
    await office.push(phone);
    phone.hold(tokenBy(phone, startMs + CLAIMED * MINUTE));
    phone.record({ ...end, instead: { clock: { ...reading(office), wallMs: startMs + CLAIMED * MINUTE } } });
    office.advance(CLAIMED);
  },
  'the end embeds a token whose instant was changed under the server’s signature': async (
    office,
    phone,
    { start, end, startMs },
  ) => {
    phone.record(start);
    await office.push(phone);
    phone.hold(rewritten((await office.sync(phone)).token, startMs + CLAIMED * MINUTE));
    phone.record({ ...end, instead: { clock: { ...reading(office), wallMs: startMs + CLAIMED * MINUTE } } });
    office.advance(CLAIMED);
  },
  'the page is loaded anew in between and says that hours have passed': async (
    office,
    phone,
    { start, end, startMs },
  ) => {
    phone.record(start);
    await office.push(phone);
    office.advance(30);
    await office.sync(phone);
    const clock = { wallMs: startMs + CLAIMED * MINUTE, monoMs: CLAIMED * MINUTE, page: 'anew', offsetMs: 0 };
    phone.record({ ...end, instead: { clock } });
  },
  'the phone says it slept: its monotonic clock stands still while the wall clock leaps': async (
    office,
    phone,
    { start, end, startMs },
  ) => {
    phone.record({ ...start, instead: { clock: { ...reading(office), monoMs: 5_000 } } });
    await office.push(phone);
    office.advance(30);
    await office.sync(phone);
    const clock = { ...reading(office), wallMs: startMs + CLAIMED * MINUTE, monoMs: 5_001 };
    phone.record({ ...end, instead: { clock } });
  },
  'the end is recorded before its start on one phone': async (office, phone, { start, end, startMs }) => {
    phone.record({ ...end, instead: { clock: { ...reading(office), wallMs: startMs + CLAIMED * MINUTE } } });
    phone.record(start);
    office.advance(CLAIMED);
    await office.sync(phone);
  },
  'one phone starts late and calls it early, another ends in time': async (office, phone, { start, end, startMs }) => {
    const other = await office.phone();
    office.advance(CLAIMED - 20);
    other.record({ ...start, instead: { clock: { ...reading(office), wallMs: startMs } } });
    await office.push(other);
    office.advance(20);
    await office.sync(phone);
    phone.record(end);
  },
  'a restored copy of the phone goes back to before the start and makes it up': async (
    office,
    phone,
    { start, end },
  ) => {
    phone.record(newVisit(9).start);
    const copy = phone.copy();
    await office.push(phone);
    office.advance(CLAIMED);
    copy.alter(1, (envelope) => ({ ...envelope, id: randomUUID(), body: { ...start.body } }));
    await office.push(copy);
    await office.sync(phone);
    phone.record(end);
  },
};

eachDatabase('Grade A stands against whoever edits the client', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L11.40] no lie about clocks, order, tokens or phones reaches grade A', async () => {
    const office = await openOffice();
    const grades: Record<string, unknown> = {};
    for (const [name, attack] of Object.entries(ATTACKS)) {
      const phone = await office.phone();
      await office.sync(phone);
      const visit = newVisit();
      await attack(office, phone, { ...visit, startMs: office.nowMs() });
      await office.push(phone);
      const stored = await storedVisit(office, visit.id);
      expect([name, claimedMinutes(stored)]).toEqual([name, CLAIMED]);
      grades[name] = stored && gradeVisit(stored)?.grade;
      office.advance(24 * 60);
    }
    expect(Object.entries(grades).filter(([, grade]) => grade !== 'B' && grade !== 'C')).toEqual([]);
  });

  test('[L11.40] whatever an edited client writes into its clocks, A claims no more than the server saw pass', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const draw = drawer(20_251_218);
    const passedByVisit = new Map<string, number>();
    for (let n = 0; n < 60; n += 1) {
      const visit = newVisit(n + 1);
      const minutes = draw.whole(0, 240);
      const sinceToken = Math.min(minutes, draw.whole(0, 20));
      // Half of them lie a little about when, the other half about everything.
      const lie = n % 2 === 0 ? () => reading(office) : () => lyingReading(office, draw);
      await office.sync(phone);
      phone.record({ ...visit.start, instead: { clock: lie() } });
      await office.push(phone);
      office.advance(minutes - sinceToken);
      await office.sync(phone);
      office.advance(sinceToken);
      phone.record({
        ...visit.end,
        instead: { clock: { ...lie(), wallMs: lie().wallMs + draw.whole(-12, 12) * MINUTE } },
      });
      passedByVisit.set(visit.id, minutes);
    }
    office.advance(30);
    await office.push(phone);
    const { visits } = await storedEngagement(office.server, ENGAGEMENT);
    const proven = Object.values(visits).filter((visit) => gradeVisit(visit)?.grade === 'A');
    expect(proven.length).toBeGreaterThan(2);
    for (const visit of proven) {
      expect(claimedMinutes(visit)).toBeLessThanOrEqual((passedByVisit.get(visit.id) ?? 0) + 10);
    }
  });

  test('[L11.41] a start that reaches the server after its end, from another phone, keeps the end’s time and is not A', async () => {
    const office = await openOffice();
    const [first, second] = [await office.phone(), await office.phone()];
    const visit = newVisit();
    await office.sync(first);
    first.record(visit.start);
    office.advance(CLAIMED);
    await office.sync(second);
    second.record(visit.end);
    await office.push(second);
    expect(await storedVisit(office, visit.id)).toMatchObject({ start: null, time: null });
    await office.push(first);
    const stored = await storedVisit(office, visit.id);
    expect(stored).toMatchObject({ status: 'ended', time: { on: '2026-05-20', from: '13:00', to: '16:05' } });
    expect(stored && gradeVisit(stored)).toEqual({ grade: 'B', reason: 'consistent' });
  });

  test('[L11.42] a token from after its own arrival, of a server whose clock went wrong, is no bound and no reproach', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = newVisit();
    phone.record(visit.start);
    await office.push(phone);
    office.advance(60);
    // The server's clock runs two hours ahead for one answer, and is set right again.
    office.advance(120);
    await office.sync(phone);
    office.advance(-120);
    phone.record(visit.end);
    await office.push(phone);
    const stored = await storedVisit(office, visit.id);
    expect(stored?.end?.bounds).toEqual({ notBeforeMs: null, notAfterMs: office.nowMs() });
    expect(stored && gradeVisit(stored)?.grade).toBe('B');
  });

  test('[L11.42] two servers a moment apart do not cost a visit its proof', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = newVisit();
    phone.record(visit.start);
    await office.push(phone);
    office.advance(CLAIMED);
    await office.sync(phone);
    phone.record(visit.end);
    office.advance(-1 / 60);
    await office.push(phone);
    const stored = await storedVisit(office, visit.id);
    expect(stored?.end?.bounds.notBeforeMs).toBe(office.nowMs());
    expect(stored && gradeVisit(stored)?.grade).toBe('A');
  });

  test('[L11.43] an honest visit with signal is A: page loaded anew, phone asleep, another phone for the end', async () => {
    const office = await openOffice();
    const [phone, other] = [await office.phone(), await office.phone()];
    const grades: unknown[] = [];
    const honest = [
      { by: phone, endClock: { page: 'loaded-anew', monoMs: 40 } },
      { by: phone, endClock: { page: 'page-1', monoMs: 6_000 } },
      { by: other, endClock: { page: 'page-of-another', monoMs: 900_000 } },
    ];
    for (const [n, { by, endClock }] of honest.entries()) {
      const visit = newVisit(n + 1);
      await office.sync(phone);
      phone.record({ ...visit.start, instead: { clock: { ...reading(office), page: 'page-1', monoMs: 5_000 } } });
      await office.push(phone);
      office.advance(CLAIMED - 4);
      await office.sync(by);
      office.advance(4);
      by.record({ ...visit.end, instead: { clock: { ...reading(office), ...endClock } } });
      await office.push(by);
      const stored = await storedVisit(office, visit.id);
      grades.push(stored && gradeVisit(stored));
      office.advance(60);
    }
    expect(grades).toEqual(honest.map(() => ({ grade: 'A', reason: 'proven_by_server' })));
  });

  test('[L11.44] a quote dates only what was taken in under its id, not another tap that borrows it', async () => {
    const office = await openOffice();
    const [phone, accomplice] = [await office.phone(), await office.phone()];
    const visit = newVisit();
    const id = randomUUID();
    // An empty start under an id of one's own choice, quoted by the server, kept back …
    phone.record({ ...visit.start, instead: { id } });
    await office.sync(phone, { tip: phone.tip() });
    office.advance(CLAIMED);
    // … and hours later the real start comes from elsewhere under the same id.
    const clock = { ...reading(office), wallMs: START_MS };
    accomplice.record({ ...visit.start, instead: { id, clock } });
    await office.push(accomplice);
    const startedBy = office.nowMs();
    office.advance(1);
    phone.record(visit.end);
    await office.push(phone);
    expect((await storedVisit(office, visit.id))?.start).toMatchObject({
      device: accomplice.id,
      bounds: { notAfterMs: startedBy },
    });
  });
});

function newVisit(number = 1): Taps {
  const id = randomUUID();
  const [, start, , end] = visitTaps({ engagement: ENGAGEMENT, visit: id, number });
  return { id, start, end };
}

const reading = (office: TestServer): ClockReading => ({
  wallMs: office.nowMs(),
  monoMs: office.nowMs() % 1_000_000_000,
  page: 'page-1',
  offsetMs: 0,
});

const lyingReading = (office: TestServer, draw: ReturnType<typeof drawer>): ClockReading => ({
  wallMs: office.nowMs() + draw.whole(-300, 300) * MINUTE,
  monoMs: draw.whole(0, 20_000_000),
  page: draw.one(['page-1', 'page-2', '']),
  offsetMs: draw.one([null, 0, draw.whole(-20_000_000, 20_000_000)]),
});

const tokenBy = (phone: TestDevice, atMs: number): string =>
  issueTimeToken(
    { publicKey: '', sign: (text) => phone.signText(text), verify: () => false, secretFor: () => Buffer.alloc(32) },
    { v: 1, tenant: phone.tenant, device: phone.id, atMs, quotes: null },
  );

const rewritten = (token: string | null, atMs: number): string => {
  const [payload = '', signature = ''] = token?.split('.') ?? [];
  // Issued by the test's own server a moment ago.
  const content = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return `${bytesToBase64url(Buffer.from(JSON.stringify({ ...content, atMs })))}.${signature}`;
};

const storedVisit = async ({ server }: TestServer, visit: string): Promise<Visit | undefined> =>
  (await storedEngagement(server, ENGAGEMENT)).visits[visit];

const claimedMinutes = (visit: Visit | undefined): number | null => (visit ? grossMinutes(visit) : null);
