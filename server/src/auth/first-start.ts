import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { registerDevice } from '../store/devices.ts';
import { firstStarts, lockFirstStart, noteFirstOffice, replaceFirstStart } from '../store/first-start.ts';
import type { FirstStartRow } from '../store/schema.ts';
import { createTenant, tenants } from '../store/tenants.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { credentialHash } from './credentials.ts';
import { hasWays } from './passkeys.ts';
import { type OpenedSession, openSession } from './sessions.ts';
import { noteSignIn } from './sign-in-log.ts';

/** A day: whoever starts a server sits in front of it. */
const VALID_MS = 24 * 60 * 60 * 1000;
const PREFIX = 'first-';

/** Whether this token is of the link on the console, not of an invitation. */
export const isFirstStartToken = (token: string): boolean => token.startsWith(PREFIX);

/**
 * The one-time link for the first administrator: at the first start of a server without an office, and never again by itself.
 * Null: there is an office, or the link was printed before. Of processes that start together, one prints it.
 */
export const firstStartLink = (server: Server): Promise<string | null> => newLink(server, { again: false });

/** Another link for the first administrator, which makes the one before void; null as soon as there is an administrator. */
export const anotherFirstStartLink = (server: Server): Promise<string | null> => newLink(server, { again: true });

/** Where the link stands: the names are asked for, or the office is there and its administrator has no way to sign in yet. */
export const beginFirstStart = async (
  server: Server,
  { token, label }: { readonly token: string; readonly label: string },
): Promise<OpenedSession | null> => {
  const row = await rowOf(server, token);
  if (row.tenant === null || row.person === null) return null;
  return resume(server, { tenant: row.tenant, person: row.person, label });
};

/**
 * Opens the office with its first administrator, as operations of the system; the session is only good for making a way to
 * sign in. Throws `office_there` once the administrator has one, `bad_link` for what is no link or expired.
 */
export const openFirstOffice = async (
  server: Server,
  {
    token,
    office,
    name,
    kana,
    label,
  }: {
    readonly token: string;
    readonly office: string;
    readonly name: string;
    readonly kana: string;
    readonly label: string;
  },
): Promise<OpenedSession> => {
  const row = await rowOf(server, token);
  const nowMs = server.clock.nowMs();
  const tenant = `office-${uuidv7(nowMs, server.random(10))}`;
  const person = uuidv7(nowMs, server.random(10));
  const opened = await server.store.transact(tenant, async (tx) => {
    const locked = await lockFirstStart(tx, row.hash);
    if (!locked) throw new Problem('bad_link');
    // A second press, or a second window: the office is there already.
    if (locked.tenant !== null && locked.person !== null) return { tenant: locked.tenant, person: locked.person };
    await createTenant(tx, { id: tenant, name: cleanText(office).trim(), sample: false, createdAt: new Date(nowMs) });
    await registerDevice(tx, {
      id: SERVER_DEVICE,
      person: SERVER_DEVICE,
      publicKey: server.serverKey.publicKey,
      label: 'サーバー',
      appVersion: 'server',
      registeredAt: new Date(nowMs),
    });
    await recordAsServer(tx, {
      server,
      tenant,
      operations: [
        {
          type: 'person-registered@1',
          kind: 'person',
          aggregate: person,
          actor: SYSTEM,
          atMs: nowMs,
          body: {
            name: cleanText(name).trim(),
            kana: cleanText(kana).trim(),
            roles: [{ role: 'administrator', programme: null }],
            registration: null,
          },
        },
      ],
    });
    await noteFirstOffice(tx, { hash: row.hash, tenant, person });
    return { tenant, person };
  });
  if (opened.tenant === tenant) await noteSignIn(server, 'first_office_opened', { tenant, person });
  return resume(server, { ...opened, label });
};

const resume = async (
  server: Server,
  { tenant, person, label }: { readonly tenant: string; readonly person: string; readonly label: string },
): Promise<OpenedSession> => {
  if (await server.store.door((tx) => hasWays(tx, { tenant, person }))) throw new Problem('office_there');
  return openSession(server, { tenant, person, ways: ['link'], label });
};

const rowOf = async (server: Server, token: string): Promise<FirstStartRow> => {
  const rows = await server.store.door(firstStarts);
  const row = rows.find(({ hash }) => hash === credentialHash(token));
  if (!row || row.expiresAt.getTime() <= server.clock.nowMs()) throw new Problem('bad_link');
  return row;
};

const newLink = async (server: Server, { again }: { readonly again: boolean }): Promise<string | null> => {
  const token = `${PREFIX}${bytesToBase64url(server.random(24))}`;
  const createdAt = new Date(server.clock.nowMs());
  const link = { hash: credentialHash(token), createdAt, expiresAt: new Date(createdAt.getTime() + VALID_MS) };
  const made = await server.store.door(async (tx) => {
    if ((await tenants(tx)).length > 0) return false;
    if (!again && (await firstStarts(tx)).length > 0) return false;
    await replaceFirstStart(tx, link);
    return true;
  });
  if (!made) return null;
  await noteSignIn(server, 'first_start_link');
  return token;
};
