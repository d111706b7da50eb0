import { expect, test } from 'vitest';
import { signInsIn } from '../support/accesses.ts';
import { eachDatabase } from '../support/databases.ts';
import {
  accountOf,
  codeOf,
  honest,
  makePasskey,
  makeReal,
  passkeySignIn,
  visitor,
  withLink,
  withPasskey,
} from '../support/signing-in.ts';
import { type Lie, softwareAuthenticator, type SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { APPROVER, EXPERT, OTHER_EXPERT } from '../support/test-office.ts';
import { testServers } from '../support/test-server.ts';

type Making = Parameters<SoftwareAuthenticator['make']>[0];

const LIES: Readonly<Record<string, Lie>> = {
  'another site': { origin: 'https://banso.test.evil.example' },
  'the same site on another port': { origin: 'http://banso.test:8443' },
  'another relying party': { rpId: 'evil.example' },
  'another challenge': { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  'a challenge that no database holds': { challenge: '\u0000' },
  'no user verification': { userVerified: false },
  'nobody present': { userPresent: false },
};

eachDatabase('Passkeys', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L15.71] a passkey made after a link opens a whole session, there and at the next sign-in', async () => {
    const office = await openOffice();
    await makeReal(office);
    const guest = await withLink(office);
    expect(guest.answer).toMatchObject({ step: 'second', has: { passkey: false, totp: false, mail: null } });
    expect(await codeOf(await guest.get('/api/me'))).toBe('signed_out');
    const authenticator = await makePasskey(guest, softwareAuthenticator({ ...honest, label: '見本のPC', prf: true }));
    expect(await codeOf(await guest.get('/api/me'))).toBe(200);
    expect((await accountOf(guest)).passkeys).toMatchObject([{ label: '見本のPC', prf: true, suspect: false }]);

    const again = visitor(office);
    const signedIn = await passkeySignIn(again, authenticator);
    expect(await signedIn.json()).toMatchObject({ person: EXPERT });
    expect(await codeOf(await again.get('/api/me'))).toBe(200);
  });

  test('[L15.71] the browser is asked for user verification and a passkey that is found without a name', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    expect(await guest.ask('/api/account/passkeys/options')).toMatchObject({
      rp: { id: 'banso.test' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    });
    const asked = await visitor(office).ask('/api/sign-in/passkey/options');
    expect(asked).toMatchObject({ rpId: 'banso.test', userVerification: 'required' });
    expect(asked).not.toHaveProperty('allowCredentials');
  });

  test('[L15.71] a passkey made under any lie is not kept', async () => {
    const office = await openOffice();
    const answers: Record<string, unknown> = {};
    const lies: Readonly<Record<string, Lie>> = { ...LIES, 'an answer to a sign-in': { type: 'webauthn.get' } };
    const guest = await withLink(office);
    for (const [name, lie] of Object.entries(lies)) {
      const options = await guest.ask<Making>('/api/account/passkeys/options');
      const made = softwareAuthenticator(honest).make(options, lie);
      answers[name] = await codeOf(await guest.post('/api/account/passkeys', made));
    }
    expect(answers).toEqual(Object.fromEntries(Object.keys(lies).map((name) => [name, 'bad_passkey'])));
    expect((await accountOf(guest)).passkeys).toEqual([]);
  });

  test('[L15.71] a sign-in under any lie opens nothing, and every lie gets one answer', async () => {
    const office = await openOffice();
    const { authenticator } = await withPasskey(office);
    const { authenticator: another } = await withPasskey(office, OTHER_EXPERT);
    const answers: Record<string, unknown> = {};
    const lies: Readonly<Record<string, Lie>> = {
      ...LIES,
      'an altered signature': { alterSignature: true },
      'the answer of a registration': { type: 'webauthn.create' },
      'another person’s name': { userHandle: 'c29tZWJvZHkgZWxzZQ' },
      'a passkey nobody knows': { id: 'dW5rbm93bg' },
    };
    for (const [name, lie] of Object.entries(lies)) {
      const guest = visitor(office, name.length.toString());
      answers[name] = await codeOf(await passkeySignIn(guest, authenticator, lie));
      expect(guest.cookie()).toBe('');
    }
    expect(answers).toEqual(Object.fromEntries(Object.keys(lies).map((name) => [name, 'bad_passkey'])));
    // The other person's passkey under this one's id: signed by the wrong key.
    const options = await visitor(office).ask<{ readonly challenge: string }>('/api/sign-in/passkey/options');
    const { id } = authenticator.answer(options).credential;
    expect(await codeOf(await passkeySignIn(visitor(office), another, { id }))).toBe('bad_passkey');
  });

  test('[L15.72] a challenge counts once, for five minutes, for its own ceremony and session', async () => {
    const office = await openOffice();
    const { guest, authenticator } = await withPasskey(office);
    const stranger = visitor(office);
    const signIn = () => stranger.ask<{ readonly challenge: string }>('/api/sign-in/passkey/options');
    const send = (answer: object) => stranger.post('/api/sign-in/passkey', answer);

    const used = await signIn();
    const first = authenticator.answer(used);
    expect(await codeOf(await send(first))).toBe(200);
    expect(await codeOf(await send(first))).toBe('bad_passkey');
    expect(await codeOf(await send(authenticator.answer(used)))).toBe('bad_passkey');

    const late = authenticator.answer(await signIn());
    office.advance(5);
    expect(await codeOf(await send(late))).toBe('bad_passkey');

    const making = await guest.ask<Making>('/api/account/passkeys/options');
    expect(await codeOf(await send(authenticator.answer(making)))).toBe('bad_passkey');

    const elsewhere = await withLink(office, OTHER_EXPERT);
    const stolen = softwareAuthenticator(honest).make(making);
    expect(await codeOf(await elsewhere.post('/api/account/passkeys', stolen))).toBe('bad_passkey');
  });

  test('[L15.72] of two who send one answer at once, one gets in', async () => {
    const office = await openOffice();
    const { authenticator } = await withPasskey(office);
    const options = await visitor(office).ask<{ readonly challenge: string }>('/api/sign-in/passkey/options');
    const answer = authenticator.answer(options);
    const tries = await Promise.all(
      Array.from({ length: 6 }, async () => codeOf(await visitor(office).post('/api/sign-in/passkey', answer))),
    );
    expect(tries.filter((code) => code === 200)).toHaveLength(1);
  });

  test('[L15.73] a counter that goes back shows a copy: the passkey opens nothing any more, and it is told', async () => {
    const office = await openOffice();
    const { guest, authenticator } = await withPasskey(office);
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator, { counter: 9 }))).toBe(200);
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator, { counter: 9 }))).toBe('passkey_suspect');
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator, { counter: 10 }))).toBe('passkey_suspect');
    expect((await accountOf(guest)).passkeys).toMatchObject([{ suspect: true }]);
    expect(await signInsIn(office)).toContain('passkey_suspect');
  });

  test('[L15.73] a synced passkey that never counts signs in again and again', async () => {
    const office = await openOffice();
    const guest = await withLink(office);
    const authenticator = await makePasskey(guest, softwareAuthenticator({ ...honest, counts: false }));
    for (let time = 0; time < 3; time += 1)
      expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe(200);
  });

  test('[L15.75] of two who come with one invitation, one makes the way to sign in', async () => {
    const office = await openOffice();
    await makeReal(office);
    const guests = [await withLink(office), await withLink(office)];
    const answers = await Promise.all(
      guests.map(async (guest) => {
        const options = await guest.ask<Making>('/api/account/passkeys/options');
        const made = softwareAuthenticator(honest).make(options);
        return codeOf(await guest.post('/api/account/passkeys', made));
      }),
    );
    expect(answers.map(String).toSorted()).toEqual(['200', 'has_ways']);
  });

  test('[L15.75] a link alone adds nothing to somebody who has a way', async () => {
    const office = await openOffice();
    await makeReal(office);
    const { authenticator } = await withPasskey(office, APPROVER);
    const thief = await withLink(office, APPROVER);
    expect(thief.answer).toMatchObject({ step: 'second', has: { passkey: true } });
    const options = await thief.ask<Making>('/api/account/passkeys/options');
    const made = softwareAuthenticator(honest).make(options);
    expect(await codeOf(await thief.post('/api/account/passkeys', made))).toBe('has_ways');
    expect(await codeOf(await thief.post('/api/account/totp/begin'))).toBe('has_ways');
    for (const path of ['/api/me', '/api/account', '/api/people', '/api/notices'])
      expect(await codeOf(await thief.get(path))).toBe('signed_out');
    expect(await codeOf(await passkeySignIn(visitor(office), authenticator))).toBe(200);
  });

  test('[L15.76] an answer that carries the passkey’s secret is refused unread', async () => {
    const office = await openOffice();
    const { guest, authenticator } = await withPasskey(office);
    const results = { prf: { results: { first: 'c2VjcmV0' } } };
    const options = await guest.ask<Making>('/api/account/passkeys/options');
    const made = softwareAuthenticator(honest).make(options);
    const leaking = { ...made, credential: { ...made.credential, clientExtensionResults: results } };
    expect(await codeOf(await guest.post('/api/account/passkeys', leaking))).toBe('malformed_request');
    const asked = await guest.ask<{ readonly challenge: string }>('/api/sign-in/passkey/options');
    const answer = authenticator.answer(asked);
    const alsoLeaking = { ...answer, credential: { ...answer.credential, clientExtensionResults: results } };
    expect(await codeOf(await guest.post('/api/sign-in/passkey', alsoLeaking))).toBe('malformed_request');
  });

  test('[L15.89] the last way to sign in cannot be taken off', async () => {
    const office = await openOffice();
    await makeReal(office);
    const { guest } = await withPasskey(office);
    const [only] = (await accountOf(guest)).passkeys;
    const remove = (id = '') => guest.post(`/api/account/passkeys/${id}/remove`);
    expect(await codeOf(await remove(only?.id))).toBe('last_way');
    await makePasskey(guest);
    expect(await codeOf(await remove(only?.id))).toBe(204);
    const [left, ...none] = (await accountOf(guest)).passkeys;
    expect([left?.id === only?.id, none]).toEqual([false, []]);
    expect(await codeOf(await remove(left?.id))).toBe('last_way');
    const other = await withPasskey(office, OTHER_EXPERT);
    const [theirs] = (await accountOf(other.guest)).passkeys;
    await makePasskey(guest);
    expect(await codeOf(await remove(theirs?.id))).toBe('not_found');
  });
});
