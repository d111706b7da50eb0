import {
  deleteSession,
  insertCredential,
  insertSession,
  sessionByHash,
  takeCredential,
  touchSession,
} from '@banso/server/store/sign-in.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';

const now = new Date('2026-04-01T09:00:00Z');
const later = new Date('2026-04-01T09:10:00Z');
const credential = { hash: 'c', tenant: 'fukuoka', person: 'p1', form: 'link', expiresAt: later };

eachDatabase('Sign-in', ({ open }) => {
  test('[L8.5] of ten who use one credential at once, one gets in', async () => {
    const store = await open();
    await store.door((tx) => insertCredential(tx, credential));
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => store.door((tx) => takeCredential(tx, { hash: 'c', now }))),
    );
    expect(tries.filter((taken) => taken !== undefined)).toEqual([{ ...credential, usedAt: now }]);
  });

  test('[L8.5] an unknown or expired credential opens nothing', async () => {
    const store = await open();
    await store.door((tx) => insertCredential(tx, credential));
    expect(await store.door((tx) => takeCredential(tx, { hash: 'unknown', now }))).toBeUndefined();
    expect(await store.door((tx) => takeCredential(tx, { hash: 'c', now: later }))).toBeUndefined();
  });

  test('[L8.5] a session lives until it expires, is prolonged, or is deleted', async () => {
    const store = await open();
    const session = { hash: 's', tenant: 'fukuoka', person: 'p1', createdAt: now, expiresAt: later };
    const found = (at: Date) => store.door((tx) => sessionByHash(tx, { hash: 's', now: at }));
    await store.door((tx) => insertSession(tx, session));
    expect(await found(now)).toEqual({ ...session, lastSeenAt: now });
    expect(await found(later)).toBeUndefined();
    await store.door((tx) => touchSession(tx, { hash: 's', now: later, expiresAt: new Date('2026-04-02T00:00:00Z') }));
    expect(await found(later)).toMatchObject({ lastSeenAt: later });
    await store.door((tx) => deleteSession(tx, 's'));
    expect(await found(now)).toBeUndefined();
  });
});
