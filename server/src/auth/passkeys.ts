import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { NewPasskey, PasskeyAnswer } from '@banso/shared/protocol/sign-in.ts';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import {
  accountOf,
  insertCeremony,
  insertPasskey,
  lockAccount,
  lockPasskey,
  notePasskeyUse,
  passkeysOf,
  suspectPasskey,
  sweepSignIn,
  takeCeremony,
} from '../store/accounts.ts';
import type { PasskeyRow, Transaction } from '../store/schema.ts';
import type { PersonKey } from '../store/sessions.ts';
import type { MailPorts } from './mail-codes.ts';
import { goOn, type OpenedSession, openSession, type Session } from './sessions.ts';
import { noteSignIn } from './sign-in-log.ts';
import { tellOfCopy } from './tell-of-copy.ts';

/** Where the ceremony takes place: what the browser signs has to name it. */
export type Place = { readonly rpId: string; readonly origins: readonly string[] };

const RP_NAME = '伴走 Banso';
const CEREMONY_MS = 5 * 60 * 1000;

/**
 * The relying party of this server, from the address where people reach it. On localhost every port of it counts, because the
 * server may have been given any.
 */
export const placeOf = (baseUrl: string, requestUrl: string): Place => {
  const { hostname, origin } = new URL(baseUrl);
  const asked = new URL(requestUrl);
  const isLocal = hostname === 'localhost' && asked.hostname === 'localhost';
  return { rpId: hostname, origins: isLocal ? [origin, asked.origin] : [origin] };
};

/** What the browser makes a passkey with: in the device itself, with user verification, found without a name. */
export const beginPasskey = async (server: Server, session: Session, place: Place, name: string) => {
  const { tenant, person } = session;
  const { handle, passkeys } = await server.store.door(async (tx) => ({
    handle: (await lockAccount(tx, { tenant, person, handle: newHandle(server) })).handle,
    passkeys: await passkeysOf(tx, { tenant, person }),
  }));
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: place.rpId,
    userName: name,
    userDisplayName: name,
    userID: Uint8Array.from(Buffer.from(handle, 'base64url')),
    challenge: Uint8Array.from(server.random(32)),
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ id, transports }) => ({ id, transports: wordsIn(transports) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: CEREMONY_MS,
  });
  await keepChallenge(server, { challenge: options.challenge, purpose: 'register', session });
  return options;
};

/**
 * Keeps a new passkey, and opens a whole session if the one it was made in was not. Throws `bad_passkey` for anything that was
 * not signed here, for this challenge, with user verification; `has_ways` when a first way alone would add a second passkey.
 */
export const addPasskey = async (
  server: Server,
  session: Session,
  place: Place,
  { credential, label, prf }: NewPasskey,
): Promise<OpenedSession | null> => {
  const { tenant, person } = session;
  const verified = await verifyRegistrationResponse({
    response: credential as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: (challenge) => takeChallenge(server, challenge, { purpose: 'register', session }),
    expectedOrigin: [...place.origins],
    expectedRPID: place.rpId,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) {
    await noteSignIn(server, 'sign_in_failed', { tenant, person, way: 'passkey', during: 'register' });
    throw new Problem('bad_passkey');
  }
  const { credential: made, credentialBackedUp } = verified.registrationInfo;
  const createdAt = new Date(server.clock.nowMs());
  const kept = await server.store.door(async (tx) => {
    await mayAddWay(server, tx, session);
    if (await lockPasskey(tx, made.id)) return false;
    await insertPasskey(tx, {
      id: made.id,
      tenant,
      person,
      publicKey: made.publicKey,
      counter: made.counter,
      transports: credential.response.transports.join(' '),
      label,
      backedUp: credentialBackedUp,
      prf,
      createdAt,
    });
    return true;
  });
  // The id is taken: by this person's repeated press or by somebody who made it up; nothing is overwritten.
  if (!kept) throw new Problem('bad_passkey');
  await noteSignIn(server, 'passkey_added', { tenant, person, prf });
  return session.enough ? null : goOn(server, session, 'passkey', label);
};

/** Who signed in with a first way alone may make a second one only while there is none: a stolen link adds nothing. */
export const mayAddWay = async (
  server: Server,
  tx: Transaction,
  { tenant, person, enough }: Session,
): Promise<void> => {
  // Of two who came with the link and the code of one invitation, one makes the way.
  const account = await lockAccount(tx, { tenant, person, handle: newHandle(server) });
  if (enough) return;
  const passkeys = await passkeysOf(tx, { tenant, person });
  if (passkeys.length > 0 || account.totpSince !== null || account.sealedEmail !== null) throw new Problem('has_ways');
};

/** What the browser asks its passkeys with; which person it is, the passkey says. */
export const beginPasskeySignIn = async (server: Server, place: Place) => {
  const options = await generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: Uint8Array.from(server.random(32)),
    userVerification: 'required',
    timeout: CEREMONY_MS,
  });
  await keepChallenge(server, { challenge: options.challenge, purpose: 'signIn', session: null });
  return options;
};

/** What the browser asks this person's own passkeys with, for a proof in the session that they have. */
export const beginProof = async (server: Server, session: Session, place: Place) => {
  const passkeys = await server.store.door((tx) => passkeysOf(tx, session));
  const options = await generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: Uint8Array.from(server.random(32)),
    userVerification: 'required',
    timeout: CEREMONY_MS,
    allowCredentials: passkeys
      .filter((passkey) => canProve(session, passkey))
      .map(({ id, transports }) => ({ id, transports: wordsIn(transports) })),
  });
  await keepChallenge(server, { challenge: options.challenge, purpose: 'prove', session });
  return options;
};

/** Throws `bad_passkey` also for a passkey of anybody else, `passkey_suspect`. */
export const provingPasskey = async (server: Server, session: Session, answering: Answering): Promise<void> => {
  await passkeyThatAnswered(server, answering, session);
};

type Answering = {
  readonly place: Place;
  readonly ports: MailPorts;
  readonly answer: Pick<PasskeyAnswer, 'credential' | 'prf'>;
};

/**
 * Opens a session by a passkey. Throws `bad_passkey`: one same answer for an unknown passkey, another person's name, a wrong
 * place, an old challenge, no user verification, an altered signature; `passkey_suspect` when its counter went back.
 */
export const signInByPasskey = async (
  server: Server,
  answering: Answering & { readonly answer: PasskeyAnswer },
): Promise<OpenedSession> => {
  const { tenant, person } = await passkeyThatAnswered(server, answering, null);
  return openSession(server, { tenant, person, ways: ['passkey'], label: answering.answer.label });
};

/** The passkey behind an answer: anybody's at a sign-in, the session's own person's when they prove themselves again. Throws as above. */
const passkeyThatAnswered = async (
  server: Server,
  { place, ports, answer: { credential, prf } }: Answering,
  session: Session | null,
): Promise<PasskeyRow> => {
  const judged = await server.store.door(async (tx) => {
    const passkey = await lockPasskey(tx, credential.id);
    if (!passkey || (session && !isTheirsBefore(session, passkey))) return null;
    if (!(await isAnsweredBy({ server, tx, passkey, place, credential, session })))
      return { passkey, outcome: 'wrong' } as const;
    if (passkey.suspectSince !== null) return { passkey, outcome: 'suspect' } as const;
    const counter = counterIn(credential.response.authenticatorData);
    const at = new Date(server.clock.nowMs());
    if ((counter > 0 || passkey.counter > 0) && counter <= passkey.counter) {
      await suspectPasskey(tx, { id: passkey.id, at });
      return { passkey, outcome: 'copied' } as const;
    }
    await notePasskeyUse(tx, { id: passkey.id, counter, prf, at });
    return { passkey, outcome: 'right' } as const;
  });
  if (judged?.outcome === 'suspect' || judged?.outcome === 'copied') {
    await noteSignIn(server, 'passkey_suspect', { tenant: judged.passkey.tenant, person: judged.passkey.person });
    // Once, and not waited for: whoever holds the copy learns nothing from how long it takes.
    if (judged.outcome === 'copied')
      void tellOfCopy(server, ports, judged.passkey).catch((error: unknown) =>
        server.log({ event: 'mail_failed', error: error instanceof Error ? error.name : '?' }),
      );
    throw new Problem('passkey_suspect');
  }
  if (judged?.outcome !== 'right') {
    await noteSignIn(server, 'sign_in_failed', { tenant: judged?.passkey.tenant ?? null, way: 'passkey' });
    throw new Problem('bad_passkey');
  }
  return judged.passkey;
};

/** The person's own, and not made in this session. */
const isTheirsBefore = (session: Session, { tenant, person, createdAt }: PasskeyRow): boolean =>
  session.tenant === tenant && session.person === person && isOlder(session, createdAt);

/** Whether a way was there before this session began. */
export const isOlder = ({ createdAtMs }: Session, since: Date | null): boolean =>
  since !== null && since.getTime() <= createdAtMs;

/** Whether this passkey of the person proves them in this session. */
export const canProve = (session: Session, { suspectSince, createdAt }: PasskeyRow): boolean =>
  suspectSince === null && isOlder(session, createdAt);

const isAnsweredBy = async ({
  server,
  tx,
  passkey,
  place,
  credential,
  session,
}: {
  readonly server: Server;
  readonly tx: Transaction;
  readonly passkey: PasskeyRow;
  readonly place: Place;
  readonly credential: PasskeyAnswer['credential'];
  readonly session: Session | null;
}): Promise<boolean> => {
  const account = await accountOf(tx, passkey);
  if (!account || (credential.response.userHandle ?? account.handle) !== account.handle) return false;
  const now = new Date(server.clock.nowMs());
  const purpose = session ? 'prove' : 'signIn';
  const verified = await verifyAuthenticationResponse({
    response: credential,
    // Inside the transaction that holds the passkey: the embedded database has one connection.
    expectedChallenge: async (challenge) => {
      const taken = isChallenge(challenge) ? await takeCeremony(tx, { challenge, purpose, now }) : undefined;
      return taken !== undefined && taken.session === (session?.id ?? null);
    },
    expectedOrigin: [...place.origins],
    expectedRPID: place.rpId,
    // The counter is compared by us: the library would only throw, and a copied passkey has to be told and kept.
    credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
    requireUserVerification: true,
  }).catch(() => null);
  return verified?.verified ?? false;
};

/** Bytes 33 to 36 of the authenticator data, big-endian (WebAuthn, 6.1). */
const counterIn = (authenticatorData: string): number => Buffer.from(authenticatorData, 'base64url').readUInt32BE(33);

type Keeping = {
  readonly challenge: string;
  readonly purpose: 'register' | 'signIn' | 'prove';
  readonly session: Session | null;
};

const keepChallenge = async (server: Server, { challenge, purpose, session }: Keeping): Promise<void> => {
  const now = new Date(server.clock.nowMs());
  await server.store.door(async (tx) => {
    await sweepSignIn(tx, now);
    await insertCeremony(tx, {
      challenge,
      purpose,
      tenant: session?.tenant ?? null,
      person: session?.person ?? null,
      session: session?.id ?? null,
      expiresAt: new Date(now.getTime() + CEREMONY_MS),
    });
  });
};

/** What browsers pass on may be any text; one that no database can hold would end the transaction it is looked up in. */
const isChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{1,200}$/.test(text);

/** Uses the challenge up, also when what came with it turns out wrong. */
const takeChallenge = async (
  server: Server,
  challenge: string,
  { purpose, session }: { readonly purpose: string; readonly session: Session },
): Promise<boolean> => {
  if (!isChallenge(challenge)) return false;
  const now = new Date(server.clock.nowMs());
  const taken = await server.store.door((tx) => takeCeremony(tx, { challenge, purpose, now }));
  return taken !== undefined && taken.session === session.id;
};

export const newHandle = (server: Server): string => bytesToBase64url(server.random(32));

const wordsIn = (words: string): string[] => words.split(' ').filter((word) => word !== '');

export const hasWays = async (tx: Transaction, key: PersonKey): Promise<boolean> => {
  const account = await accountOf(tx, key);
  return (await passkeysOf(tx, key)).length > 0 || Boolean(account?.totpSince ?? account?.sealedEmail);
};
