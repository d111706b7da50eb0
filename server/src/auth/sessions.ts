import { createHmac } from 'node:crypto';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { nextEndMs, rolesOn } from '@banso/shared/person/role-ends.ts';
import { isEnough, needsTwoWays, sessionLimits, type Way, WAYS } from '@banso/shared/person/sign-in-ways.ts';
import type { SignedIn, SignInAnswer, SignInStep } from '@banso/shared/protocol/sign-in.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { accountOf, passkeysOf } from '../store/accounts.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { SessionRow, TenantRow } from '../store/schema.ts';
import {
  deleteSession,
  insertSession,
  offerNextToken,
  sessionByAnyHash,
  takeNextToken,
  touchSession,
} from '../store/sessions.ts';
import { takeCredential } from '../store/sign-in.ts';
import { tenantById } from '../store/tenants.ts';
import { credentialHash, hashOfTyped } from './credentials.ts';
import { shownEmail } from './sealed-values.ts';
import { noteSignIn } from './sign-in-log.ts';

export type SessionHolder = {
  readonly tenant: string;
  readonly person: string;
  /** The device this session is used on; null until it is known. */
  readonly device?: string | null;
  /** Names the session itself, for tying it to its device. */
  readonly session?: string;
};

/** A session as a request came with it. `renewal`: the token that the browser should send from now on. */
export type Session = SessionHolder & {
  readonly id: string;
  readonly ways: readonly Way[];
  readonly enough: boolean;
  readonly renewal: string | null;
  readonly expiresAt: Date;
  /** When the person last showed a sign-in factor in it. */
  readonly provenAtMs: number;
  readonly createdAtMs: number;
};

export type OpenedSession = { readonly token: string; readonly expiresAt: Date; readonly answer: SignInAnswer };

/** A token is replaced after an hour of use; the one before it is good for requests that are under way. */
const RENEW_AFTER_MS = 60 * 60 * 1000;
const PREVIOUS_MS = 60 * 1000;
/** Long enough to set up a way, too short to be found on a desk. */
const HALF_MS = 30 * 60 * 1000;
const TOUCH_MS = 60 * 1000;

/** Exchanges a one-time credential for a session. Throws `bad_credential` when it is wrong, used or expired: one same answer. */
export const signIn = async (server: Server, credential: string, label = ''): Promise<OpenedSession> => {
  const now = new Date(server.clock.nowMs());
  const hash = await hashOfTyped(server, credential.trim());
  const taken = await server.store.door((tx) => takeCredential(tx, { hash, now }));
  if (!taken) throw new Problem('bad_credential');
  return openSession(server, { ...taken, ways: [taken.form === 'code' ? 'code' : 'link'], label });
};

export type Opening = SessionHolder & { readonly ways: readonly Way[]; readonly label: string };

/** Opens a session with what was shown: a whole one if that is enough, else one that is only good for giving a second way. */
export const openSession = async (server: Server, { tenant, person, ways, label }: Opening): Promise<OpenedSession> => {
  const now = new Date(server.clock.nowMs());
  const { office, record } = await recordsOf(server, { tenant, person });
  // Whoever has left the office keeps nothing that opens it.
  if (record.roles.length === 0) throw new Problem('bad_credential');
  const enough = isEnough(ways, { needsTwo: needsTwoWays(record.roles, office) });
  const { idleSeconds, mostSeconds } = sessionLimits(record.roles);
  const token = bytesToBase64url(server.random(32));
  // A role that ends changes what the person may do: they sign in again, if anything is left to them.
  const endsAtMs = nextEndMs(record.roles) ?? Infinity;
  const expiresAt = new Date(Math.min(now.getTime() + (enough ? mostSeconds * 1000 : HALF_MS), endsAtMs));
  const id = uuidv7(now.getTime(), server.random(10));
  await server.store.door((tx) =>
    insertSession(tx, {
      id,
      hash: credentialHash(token),
      tenant,
      person,
      label,
      ways: ways.join(' '),
      enough,
      idleSeconds,
      createdAt: now,
      expiresAt,
    }),
  );
  await noteSignIn(server, enough ? 'signed_in' : 'sign_in_half', {
    tenant,
    person,
    session: id,
    ways: ways.join(' '),
  });
  const answer = enough
    ? signedInOf(office, person, record)
    : await stepOf(server, { tenant, person, tenantName: office.name, name: record.name });
  return { token, expiresAt, answer };
};

/** Another way was shown in this session: it ends, and one with a new token follows it. */
export const goOn = async (server: Server, session: Session, way: Way, label: string): Promise<OpenedSession> => {
  const ways = [...new Set([...session.ways, way])];
  const opened = await openSession(server, { tenant: session.tenant, person: session.person, ways, label });
  await server.store.door((tx) => deleteSession(tx, session.id));
  return opened;
};

/**
 * The session of this token; null when there is none, it has expired, or nobody used it for too long.
 *
 * A token is followed by the next one, which is derived from it: whoever asks again because the answer was lost gets the
 * same. The old one holds until the new one was used, however long that takes. After that it is good for a minute; later it
 * can only be a copy, and the session ends.
 */
export const sessionOf = async (server: Server, token: string | undefined): Promise<Session | null> => {
  if (!token) return null;
  const now = new Date(server.clock.nowMs());
  const hash = credentialHash(token);
  const found = await server.store.door((tx) => sessionByAnyHash(tx, hash));
  if (!found || isOver(found, now)) return null;
  const { id, tenant, person, enough, expiresAt } = found;
  const { device } = found;
  const provenAtMs = found.provenAt.getTime();
  const createdAtMs = found.createdAt.getTime();
  const session = { id, device, tenant, person, enough, expiresAt, provenAtMs, createdAtMs, ways: waysIn(found.ways) };
  const next = nextToken(server, token);
  if (hash === found.previousHash) {
    if (found.previousUntil !== null && now < found.previousUntil) return { ...session, renewal: next };
    await server.store.door((tx) => deleteSession(tx, id));
    await noteSignIn(server, 'session_reused', { tenant, person, session: id });
    return null;
  }
  if (hash === found.nextHash) {
    const previousUntil = new Date(now.getTime() + PREVIOUS_MS);
    await server.store.door((tx) => takeNextToken(tx, { id, hash, previousUntil, now }));
    return { ...session, renewal: null };
  }
  if (now.getTime() - found.lastSeenAt.getTime() > TOUCH_MS)
    await server.store.door((tx) => touchSession(tx, { id, now }));
  if (now.getTime() - found.renewedAt.getTime() <= RENEW_AFTER_MS) return { ...session, renewal: null };
  if (found.nextHash === null)
    await server.store.door((tx) => offerNextToken(tx, { id, hash, nextHash: credentialHash(next) }));
  return { ...session, renewal: next };
};

export const signOut = async (server: Server, token: string): Promise<void> => {
  const session = await sessionOf(server, token);
  if (!session) return;
  await server.store.door((tx) => deleteSession(tx, session.id));
  await noteSignIn(server, 'signed_out', { tenant: session.tenant, person: session.person, session: session.id });
};

/** What the app shows about the person signed in. Throws `signed_out` if the person or the tenant is no longer there. */
export const describeHolder = async (server: Server, holder: SessionHolder): Promise<SignedIn> => {
  const { office, record } = await recordsOf(server, holder);
  return signedInOf(office, holder.person, record);
};

/** What the person has, to go on from a first way. */
export const stepOf = async (
  server: Server,
  { tenant, person, tenantName, name }: SessionHolder & Pick<SignInStep, 'tenantName' | 'name'>,
): Promise<SignInStep> => {
  const [passkeys, account] = await server.store.door(async (tx) => [
    await passkeysOf(tx, { tenant, person }),
    await accountOf(tx, { tenant, person }),
  ]);
  return {
    step: 'second',
    tenantName,
    name,
    has: {
      passkey: passkeys.some(({ suspectSince }) => suspectSince === null),
      totp: Boolean(account?.totpSince),
      mail: account ? shownEmail(server, account) : null,
    },
  };
};

/** The person and their office as the records have them, with the roles that stand today: an end counts at once. */
export const recordsOf = (
  server: Server,
  { tenant, person }: SessionHolder,
): Promise<{ readonly office: TenantRow; readonly record: Person }> =>
  server.store.read(tenant, async (tx) => {
    const office = await tenantById(tx, tenant);
    const parts = await partsOfAggregates(tx, [{ kind: 'person', id: person }]);
    const core = parts.find(({ part }) => part === 'core');
    if (!office || !core) throw new Problem('signed_out');
    // Written by `apply` from operations of the kind person.
    const record = JSON.parse(core.body) as Person;
    return { office, record: { ...record, roles: [...rolesOn(record.roles, dayInJapan(server.clock.nowMs()))] } };
  });

const signedInOf = (office: TenantRow, person: string, { name, roles }: Person): SignedIn => ({
  tenant: office.id,
  tenantName: office.name,
  person,
  name,
  roles: [...roles],
  sample: office.sample,
});

const isOver = ({ expiresAt, lastSeenAt, idleSeconds }: SessionRow, now: Date): boolean =>
  expiresAt <= now || now.getTime() - lastSeenAt.getTime() > idleSeconds * 1000;

const waysIn = (words: string): readonly Way[] => WAYS.filter((way) => words.split(' ').includes(way));

/** Only the server can derive it, and every process of it derives the same. */
const nextToken = ({ serverKey }: Server, token: string): string =>
  bytesToBase64url(createHmac('sha256', serverKey.secretFor('session-renewal-1')).update(token).digest());
