import { randomUUID } from 'node:crypto';
import { refold } from '@banso/server/refold.ts';
import { logPage } from '@banso/server/store/log.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import { type TestDevice, visitTaps } from '../support/test-device.ts';
import { ENGAGEMENT, storedEngagement, TENANT } from '../support/test-office.ts';
import { outcomes, type TestServer, testServers, verdictsOf } from '../support/test-server.ts';

eachDatabase('Exactly one effect', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L3.10] a push whose response was lost is pushed again: same verdicts, same receipt, one effect', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = recordVisit(phone);
    const first = await office.sync(phone, { push: phone.push(), loseAnswer: true });
    office.advance(5);
    const again = await office.sync(phone, { push: phone.push() });
    expect(again.push).toEqual(first.push);
    expect(await placesLogged(office, phone)).toEqual(['0/1', '0/2', '0/3', '0/4']);
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]?.lateFacts).toEqual([]);
  });

  test('[L3.10] what was taken in and what is new may come in one push, and twice at once', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    recordVisit(phone);
    const old = verdictsOf(await office.sync(phone, { push: phone.push({ to: 2 }), loseAnswer: true }));
    const [one, two] = await Promise.all([
      office.sync(phone, { push: phone.push(), loseAnswer: true }),
      office.sync(phone, { push: phone.push() }),
    ]);
    expect(verdictsOf(one)).toEqual(verdictsOf(two));
    expect(verdictsOf(two).slice(0, 2)).toEqual(old);
    expect(outcomes(verdictsOf(two))).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(await placesLogged(office, phone)).toHaveLength(4);
  });

  test('[L3.15] a push that leaves numbers out is told how far the server has come, and nothing is taken', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    recordVisit(phone);
    const early = await office.sync(phone, { push: phone.push({ from: 3 }), loseAnswer: true });
    expect(early.push).toEqual({ branch: 0, have: 0 });
    await office.push(phone, { push: phone.push({ to: 2 }) });
    recordVisit(phone);
    const skipped = await office.sync(phone, { push: phone.push({ from: 5 }) });
    expect(skipped.push).toEqual({ branch: 0, have: 2 });
    expect(await office.push(phone)).toHaveLength(6);
  });

  test('[L3.16] other bytes under an id that has its verdict are kept and never take effect', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const visit = recordVisit(phone);
    await office.push(phone, { loseAnswer: true });
    phone.alter(4, (envelope) => ({
      ...envelope,
      clock: { ...envelope.clock, wallMs: envelope.clock.wallMs + 3_600_000 },
    }));
    const before = (await storedEngagement(office.server, ENGAGEMENT)).visits[visit];
    const verdicts = await office.push(phone);
    expect(outcomes(verdicts)).toEqual(['accepted', 'accepted', 'accepted', 'parked altered']);
    expect(verdicts[3]).toMatchObject({ operation: null, detail: [phone.recorded[3]?.id] });
    expect((await storedEngagement(office.server, ENGAGEMENT)).visits[visit]).toEqual(before);
    expect(await placesLogged(office, phone)).toEqual(['0/1', '0/2', '0/3', '0/4', '1/4']);
  });

  test('[L3.16] one id used twice in one push takes effect once', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const { id } = phone.record(visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 1 })[0]);
    const twice = visitTaps({ engagement: ENGAGEMENT, visit: randomUUID(), number: 2 })[0];
    phone.record({ ...twice, instead: { id: id ?? '' } });
    expect(outcomes(await office.push(phone))).toEqual(['accepted', 'parked altered']);
    expect(Object.keys((await storedEngagement(office.server, ENGAGEMENT)).visits)).toHaveLength(1);
  });

  test('[L3.17] a copied phone gets a branch of its own; what both recorded is kept', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const shared = recordVisit(phone);
    const copy = phone.copy();
    const [mine, theirs] = [recordVisit(phone, 2), recordVisit(copy, 3)];
    await office.push(phone);
    const answer = await office.sync(copy, { push: copy.push() });
    expect(answer.push).toMatchObject({ branch: 1 });
    expect(outcomes(verdictsOf(answer))).toEqual(Array.from({ length: 8 }, () => 'accepted'));
    expect(copy.branch).toBe(1);

    const more = recordVisit(copy, 4);
    expect(await office.push(copy)).toHaveLength(4);
    const stillMine = recordVisit(phone, 5);
    expect(await office.push(phone)).toHaveLength(4);
    const { visits } = await storedEngagement(office.server, ENGAGEMENT);
    expect(Object.keys(visits).toSorted()).toEqual([shared, mine, theirs, more, stillMine].toSorted());
    expect(new Set((await placesLogged(office, phone)).map((place) => place.split('/')[0]))).toEqual(
      new Set(['0', '1']),
    );
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L3.17] the response to a copied phone may be lost: the same branch answers again', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    recordVisit(phone);
    const copy = phone.copy();
    recordVisit(phone, 2);
    recordVisit(copy, 3);
    await office.push(phone);
    const first = await office.sync(copy, { push: copy.push(), loseAnswer: true });
    const again = await office.sync(copy, { push: copy.push(), loseAnswer: true });
    expect(again.push).toEqual(first.push);
    recordVisit(copy, 4);
    const more = await office.sync(copy, { push: copy.push() });
    expect(more.push).toMatchObject({ branch: 1 });
    expect(verdictsOf(more).slice(0, 8)).toEqual(verdictsOf(first));
    expect(await placesLogged(office, phone)).toHaveLength(16);
    expect(await refold(office.server)).toEqual([]);
  });

  test('[L3.14] a push whose chain leads nowhere is kept on a branch without a parent, once', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    recordVisit(phone);
    await office.push(phone);
    recordVisit(phone, 2);
    const copy = phone.copy();
    copy.alter(2, (envelope) => ({ ...envelope, salt: 'A'.repeat(22) }));
    const lost = await office.sync(copy, { push: copy.push(), loseAnswer: true });
    expect(outcomes(verdictsOf(lost))).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    const again = await office.sync(copy, { push: copy.push() });
    expect(again.push).toEqual(lost.push);
    recordVisit(copy, 3);
    expect((await office.sync(copy, { push: copy.push() })).push).toMatchObject({ branch: 1 });
    expect(await placesLogged(office, phone)).toHaveLength(12);
  });
});

const recordVisit = (phone: TestDevice, number = 1): string => {
  const visit = randomUUID();
  for (const tap of visitTaps({ engagement: ENGAGEMENT, visit, number })) phone.record(tap);
  return visit;
};

/** branch/seq of everything the log holds of this device. */
const placesLogged = async (office: TestServer, { id }: TestDevice): Promise<readonly string[]> => {
  const rows = await office.server.store.read(TENANT, (tx) => logPage(tx, { after: 0, limit: 1_000 }));
  return rows.filter(({ device }) => device === id).map(({ branch, seq }) => `${branch}/${seq}`);
};
