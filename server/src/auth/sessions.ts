import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { Person } from '@banso/shared/person/person.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { deleteSession, insertSession, sessionByHash, takeCredential } from '../store/sign-in.ts';
import { tenantById } from '../store/tenants.ts';
import { credentialHash } from './credentials.ts';

export const SESSION_COOKIE = 'banso_session';
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

export type SessionHolder = { readonly tenant: string; readonly person: string };

/** Exchanges a one-time credential for a session. Throws `bad_credential` when it is wrong, used or expired: one same answer. */
export const signIn = async (
  server: Server,
  credential: string,
): Promise<SessionHolder & { readonly token: string }> => {
  const now = new Date(server.clock.nowMs());
  const token = bytesToBase64url(server.random(32));
  const holder = await server.store.door(async (tx) => {
    const taken = await takeCredential(tx, { hash: credentialHash(credential.trim()), now });
    if (!taken) return null;
    const { tenant, person } = taken;
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    await insertSession(tx, { hash: credentialHash(token), tenant, person, createdAt: now, expiresAt });
    return { tenant, person };
  });
  if (!holder) throw new Problem('bad_credential');
  return { ...holder, token };
};

/** Who holds this session token; null when there is none or it has expired. */
export const holderOf = async (server: Server, token: string | undefined): Promise<SessionHolder | null> => {
  if (!token) return null;
  const now = new Date(server.clock.nowMs());
  const session = await server.store.door((tx) => sessionByHash(tx, { hash: credentialHash(token), now }));
  return session ? { tenant: session.tenant, person: session.person } : null;
};

export const signOut = (server: Server, token: string): Promise<void> =>
  server.store.door((tx) => deleteSession(tx, credentialHash(token)));

/** What the app shows about the person signed in. Throws `signed_out` if the person or the tenant is no longer there. */
export const describeHolder = (server: Server, { tenant, person }: SessionHolder): Promise<SignedIn> =>
  server.store.read(tenant, async (tx) => {
    const office = await tenantById(tx, tenant);
    const parts = await partsOfAggregates(tx, [{ kind: 'person', id: person }]);
    const core = parts.find(({ part }) => part === 'core');
    if (!office || !core) throw new Problem('signed_out');
    // Written by `apply` from a person-registered operation.
    const { name, roles } = JSON.parse(core.body) as Person;
    return { tenant, tenantName: office.name, person, name, roles: [...roles], sample: office.sample };
  });
