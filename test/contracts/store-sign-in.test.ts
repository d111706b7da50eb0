import {
  deleteSession,
  insertSession,
  offerNextToken,
  sessionByAnyHash,
  takeNextToken,
  touchSession,
} from '@banso/server/store/sessions.ts';
import { insertCredential, takeCredential } from '@banso/server/store/sign-in.ts';
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

  test('[L8.5] a session is found by its token, the next one and the one before, until it is deleted', async () => {
    const store = await open();
    const session = {
      id: 's1',
      hash: 'a',
      tenant: 'fukuoka',
      person: 'p1',
      label: '',
      ways: 'link',
      enough: true,
      idleSeconds: 60,
      createdAt: now,
      expiresAt: later,
    };
    const found = (hash: string) => store.door((tx) => sessionByAnyHash(tx, hash));
    await store.door((tx) => insertSession(tx, session));
    expect(await found('a')).toMatchObject({ ...session, lastSeenAt: now, renewedAt: now });
    expect(await found('b')).toBeUndefined();
    await store.door((tx) => offerNextToken(tx, { id: 's1', hash: 'a', nextHash: 'b' }));
    expect(await found('b')).toMatchObject({ hash: 'a', nextHash: 'b' });
    await store.door((tx) => takeNextToken(tx, { id: 's1', hash: 'b', previousUntil: later, now }));
    expect(await found('a')).toMatchObject({ hash: 'b', nextHash: null, previousHash: 'a', previousUntil: later });
    await store.door((tx) => touchSession(tx, { id: 's1', now: later }));
    expect(await found('b')).toMatchObject({ lastSeenAt: later });
    await store.door((tx) => deleteSession(tx, 's1'));
    expect(await found('b')).toBeUndefined();
  });
});
