import { invite } from '@banso/server/auth/credentials.ts';
import { expect, test } from 'vitest';
import { signInsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import { accountOf, codeOf, visitor, type Visitor, withLink } from '../support/signing-in.ts';
import { ADMINISTRATOR, APPROVER, EXPERT, OTHER_EXPERT, TENANT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

const DAY = 24 * 60;
const isIn = async (guest: Visitor) => codeOf(await guest.get('/api/me'));

/** Another tab or process with this cookie. */
const withCookie = (office: TestServer, cookie: string): Visitor => {
  const guest = visitor(office);
  guest.useCookie(cookie);
  return guest;
};

eachDatabase('Sessions', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.194] who signs in anew in a browser ends the session that was open in it, and no other', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    const elsewhere = await withLink(office);
    const before = guest.cookie();
    const { code } = await invite(office.server, { tenant: TENANT, person: APPROVER });
    await guest.ask('/api/sign-in', { credential: code });
    expect(await isIn(guest)).toBe(200);
    expect(await isIn(withCookie(office, before))).toBe('signed_out');
    expect(await isIn(elsewhere)).toBe(200);
    // Wrong tries end nothing.
    expect(await codeOf(await guest.post('/api/sign-in', { credential: 'wrong-wrong' }))).toBe('bad_credential');
    expect(await isIn(guest)).toBe(200);
  });

  test('[L15.80] a session gets a new token after an hour of use, and the old one ends', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    const first = guest.cookie();
    expect(await isIn(guest)).toBe(200);
    expect(guest.cookie()).toBe(first);
    office.advance(61);
    expect(await isIn(guest)).toBe(200);
    const second = guest.cookie();
    expect(second).not.toBe(first);
    expect(await isIn(guest)).toBe(200);
    office.advance(2);
    expect(await isIn(withCookie(office, second))).toBe(200);
  });

  test('[L15.80] an answer that is lost, and lost again, ends nobody’s session: the same token comes once more', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    const first = guest.cookie();
    office.advance(61);
    const lost = withCookie(office, first);
    expect(await isIn(lost)).toBe(200);
    const next = lost.cookie();
    office.advance(3 * DAY);
    const lostAgain = withCookie(office, first);
    expect(await isIn(lostAgain)).toBe(200);
    expect(lostAgain.cookie()).toBe(next);
    expect(await isIn(guest)).toBe(200);
    expect(guest.cookie()).toBe(next);
    expect(await isIn(guest)).toBe(200);
  });

  test('[L15.80] requests under way with the old token are answered for a minute, and led to the new one', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    const old = guest.cookie();
    office.advance(61);
    await Promise.all(Array.from({ length: 8 }, async () => isIn(withCookie(office, old))));
    await isIn(guest);
    const now = guest.cookie();
    expect(await Promise.all(Array.from({ length: 4 }, async () => isIn(withCookie(office, now))))).toEqual(
      Array.from({ length: 4 }, () => 200),
    );
    const slow = withCookie(office, old);
    expect(await isIn(slow)).toBe(200);
    expect(slow.cookie()).toBe(now);
  });

  test('[L15.80] an old token that comes long after the new one was used is a copy: the session ends', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    const old = guest.cookie();
    office.advance(61);
    await isIn(guest);
    await isIn(guest);
    office.advance(2);
    expect(await isIn(withCookie(office, old))).toBe('signed_out');
    expect(await isIn(guest)).toBe('signed_out');
    expect(await signInsIn(office)).toContain('session_reused');
  });

  test('[L15.81] a desk that nobody used for twelve hours asks again, a phone after thirty days', async () => {
    const office = await openOffice();
    const desk = await withLink(office, APPROVER);
    const phone = await withLink(office, EXPERT);
    office.advance(11 * 60);
    expect([await isIn(desk), await isIn(phone)]).toEqual([200, 200]);
    office.advance(12 * 60 + 1);
    expect([await isIn(desk), await isIn(phone)]).toEqual(['signed_out', 200]);
    office.advance(29 * DAY);
    expect(await isIn(phone)).toBe(200);
    office.advance(30 * DAY + 1);
    expect(await isIn(phone)).toBe('signed_out');
  });

  test('[L15.81] however much it is used, a desk’s session ends after seven days, a phone’s after ninety', async () => {
    const office = await openOffice();
    const desk = await withLink(office, APPROVER);
    const phone = await withLink(office, EXPERT);
    for (let half = 1; half < 14; half += 1) {
      office.advance(DAY / 2);
      expect(await isIn(desk)).toBe(200);
    }
    office.advance(DAY / 2);
    expect(await isIn(desk)).toBe('signed_out');
    for (let week = 1; week < 12; week += 1) {
      office.advance(7 * DAY);
      expect(await isIn(phone)).toBe(200);
    }
    office.advance(7 * DAY);
    expect(await isIn(phone)).toBe('signed_out');
  });

  test('[L15.82] a person sees their own sessions, ends one, and ends all others', async () => {
    const office = await openOffice();
    const here = await withLink(office);
    const lost = await withLink(office);
    const third = await withLink(office);
    const somebodyElse = await withLink(office, OTHER_EXPERT);
    const { sessions } = await accountOf(here);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const [theirs] = (await accountOf(somebodyElse)).sessions;
    expect(await codeOf(await here.post(`/api/account/sessions/${theirs?.id}/end`))).toBe('not_found');

    const [lostHere] = (await accountOf(lost)).sessions.filter(({ current }) => current);
    expect(await codeOf(await here.post(`/api/account/sessions/${lostHere?.id}/end`))).toBe(204);
    expect([await isIn(lost), await isIn(third), await isIn(here)]).toEqual(['signed_out', 200, 200]);
    await here.ask('/api/account/sessions/end-others');
    expect([await isIn(third), await isIn(here), await isIn(somebodyElse)]).toEqual(['signed_out', 200, 200]);
  });

  test('[L15.82] what waits on a device whose session was ended elsewhere is still taken in', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    phone.record({
      type: 'visit-scheduled@1',
      aggregate: 'engagement-1',
      body: {
        visit: 'visit-1',
        number: 1,
        on: '2026-05-21',
        from: '13:00',
        to: '16:00',
        mode: 'onSite',
        place: '本社工場',
      },
    });
    const administrator = visitor(office);
    administrator.useCookie(await office.signIn(ADMINISTRATOR));
    await administrator.ask(`/api/people/${EXPERT}/sign-out`);
    const answer = await office.sync(phone, {
      push: phone.push(),
      pull: { cursor: 0, epoch: 1 },
      cookie: phone.cookie,
    });
    expect(answer.pull).toMatchObject({ problem: { code: 'signed_out' } });
    expect(answer.push).toMatchObject({ verdicts: [{ outcome: 'accepted' }] });
  });
});
