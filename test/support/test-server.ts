import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '@banso/server/app.ts';
import { invite } from '@banso/server/auth/credentials.ts';
import type { Mailer } from '@banso/server/notices/mailer.ts';
import { openServer } from '@banso/server/open-server.ts';
import type { LogLine } from '@banso/server/server.ts';
import type { StoreOptions } from '@banso/server/store/open-store.ts';
import type { Declaration } from '@banso/shared/device/device.ts';
import { type SyncAnswer, syncAnswerSchema, type SyncRequest } from '@banso/shared/protocol/sync.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import { afterEach } from 'vitest';
import { builtForms } from './built-forms.ts';
import type { Databases } from './databases.ts';
import { newDevice, type TestDevice } from './test-device.ts';
import { EXPERT, makeOffice, TENANT } from './test-office.ts';

export type BansoServer = Awaited<ReturnType<typeof openServer>>;

export const BASE_URL = 'http://banso.test';
export const START_MS = Date.parse('2026-05-20T04:00:00Z');

/** A whole server without its port, on one database, with a clock that stands until it is moved. */
export type TestServer = {
  readonly server: BansoServer;
  readonly place: StoreOptions;
  readonly log: readonly LogLine[];
  readonly nowMs: () => number;
  readonly advance: (minutes: number) => void;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Signs a person in with a fresh code, on a device that may read; answers the session's cookie. */
  readonly signIn: (person: string, tenant?: string) => Promise<string>;
  /** The same on a browser that is no device yet. */
  readonly signInOnly: (person: string, tenant?: string) => Promise<string>;
  /** A phone of this person, registered and declared by themselves. */
  readonly phone: (person?: string, tenant?: string) => Promise<TestDevice & { readonly cookie: string }>;
  /** One round trip. The phone takes the answer in, unless the network loses it on the way. */
  readonly sync: (device: TestDevice, request?: SyncOptions) => Promise<SyncAnswer>;
  /** A push of everything that waits; throws when it was not answered with verdicts. */
  readonly push: (device: TestDevice, request?: SyncOptions) => Promise<readonly Verdict[]>;
};

export type SyncOptions = {
  readonly push?: SyncRequest['push'];
  readonly pull?: SyncRequest['pull'];
  readonly tip?: SyncRequest['tip'];
  readonly contact?: SyncRequest['contact'];
  readonly cookie?: string;
  readonly loseAnswer?: boolean;
};

/** Opens test servers for the tests of one `describe`; each is closed after its test. */
export const testServers = (databases: Databases) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const open = async (options: OpenOptions = {}) => {
    const place = options.place ?? (await databases.place());
    const folder = mkdtempSync(join(tmpdir(), 'banso-key-'));
    const keyFile = options.keyFile ?? join(folder, 'key-file');
    const opened = await openTestServer({ place, keyFile, mailer: options.mailer ?? null });
    closing.push(async () => {
      await opened.server.close();
      rmSync(folder, { recursive: true, force: true });
    });
    return opened;
  };
  /** A server with the office of `test-office.ts`. */
  const openOffice = async (ruleSet?: RuleSet, options: OpenOptions = {}) => {
    const opened = await open(options);
    await makeOffice(opened.server, TENANT, ruleSet);
    return opened;
  };
  return { open, openOffice };
};

type OpenOptions = { readonly place?: StoreOptions; readonly keyFile?: string; readonly mailer?: Mailer };

const openTestServer = async ({
  place,
  keyFile,
  mailer,
}: {
  readonly place: StoreOptions;
  readonly keyFile: string;
  readonly mailer: Mailer | null;
}): Promise<TestServer> => {
  let nowMs = START_MS;
  const log: LogLine[] = [];
  const clock = { nowMs: () => nowMs };
  const server = await openServer({ ...place, keyFile, formsDir: builtForms, clock, log: (line) => log.push(line) });
  const app = createApp(server, {
    baseUrl: BASE_URL,
    callerOf: (context) => context.req.header('x-test-caller') ?? 'test',
    mailer,
  });
  const fetch: TestServer['fetch'] = async (path, init) => app.request(`${BASE_URL}${path}`, init);
  const signInOnly: TestServer['signInOnly'] = async (person, tenant = TENANT) => {
    const { code } = await invite(server, { tenant, person });
    return cookieOf(await fetch('/api/sign-in', jsonPost({ credential: code })));
  };
  const phone: TestServer['phone'] = async (person = EXPERT, tenant = TENANT) => {
    const cookie = await signInOnly(person, tenant);
    const device = newDevice({ tenant, person, nowMs: clock.nowMs });
    await register(fetch, device, cookie);
    await declare(fetch, device, cookie);
    return Object.assign(device, { cookie });
  };
  const signIn: TestServer['signIn'] = async (person, tenant) => (await phone(person, tenant)).cookie;
  const sync: TestServer['sync'] = async (device, options = {}) => {
    const response = await fetch('/api/sync', syncPost(device, options));
    if (response.status !== 200) throw new Error(`sync answered ${response.status}: ${await response.text()}`);
    const answer = await readAnswer(response);
    if (!options.loseAnswer) device.take(answer.push, answer.token);
    return answer;
  };
  const push: TestServer['push'] = async (device, options = {}) =>
    verdictsOf(await sync(device, { push: device.push(), ...options }));
  const advance = (minutes: number) => {
    nowMs += minutes * 60_000;
  };
  return { server, place, log, nowMs: clock.nowMs, advance, fetch, signIn, signInOnly, phone, sync, push };
};

/** Registers the phone in the name of whoever holds the session. */
export const register = async (
  fetch: (path: string, init: RequestInit) => Promise<Response>,
  { id, publicKey }: TestDevice,
  cookie: string,
): Promise<void> => {
  const body = { device: id, publicKey, label: 'サンプル端末', appVersion: 'test' };
  const response = await fetch('/api/devices', jsonPost(body, { cookie }));
  if (response.status !== 204) throw new Error(`device not registered: ${response.status}`);
};

/** 端末の届出, as an expert would send it. */
export const declare = async (
  fetch: (path: string, init: RequestInit) => Promise<Response>,
  { id }: Pick<TestDevice, 'id'>,
  cookie: string,
  change: Partial<Declaration> = {},
): Promise<void> => {
  const body = { ...SAMPLE_DECLARATION, ...change };
  const response = await fetch(`/api/devices/${id}/declarations`, jsonPost(body, { cookie }));
  if (response.status !== 204) throw new Error(`device not declared: ${response.status}`);
};

export const SAMPLE_DECLARATION: Declaration = {
  place: 'outside',
  screenLock: true,
  encrypted: 'yes',
  os: 'サンプルOS 1',
};

export const jsonPost = (body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const syncPost = (device: TestDevice, options: SyncOptions): RequestInit =>
  jsonPost(syncRequest(device, options), {
    // Answers as they are: a proxy that holds one back must be able to read it.
    'accept-encoding': 'identity',
    ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
  });

/** What a device sends, before it is text. */
export const syncRequest = (device: TestDevice, { push, pull, tip, contact }: SyncOptions): SyncRequest => ({
  v: 1,
  tenant: device.tenant,
  device: device.id,
  appVersion: 'test',
  push: push ?? null,
  tip: tip ?? null,
  pull: pull ?? null,
  ...(contact ? { contact } : {}),
});

/** The answer as the wire schema reads it; throws when it is not one. */
export const readAnswer = async (response: Response): Promise<SyncAnswer> => {
  const read = await syncAnswerSchema['~standard'].validate(await response.json());
  if (read.issues) throw new Error(`not an answer to a sync: ${JSON.stringify(read.issues)}`);
  return read.value;
};

export const cookieOf = (response: Response): string => {
  const [cookie] = (response.headers.get('set-cookie') ?? '').split(';');
  if (!cookie) throw new Error(`no cookie in answer ${response.status}`);
  return cookie;
};

/** The verdicts of an answer; throws when it brought none. */
export const verdictsOf = ({ push }: Pick<SyncAnswer, 'push'>): readonly Verdict[] => {
  if (!push || !('verdicts' in push)) throw new Error(`no verdicts: ${JSON.stringify(push)}`);
  return push.verdicts;
};

/** What became of each place, for reading at a glance: `accepted`, `parked altered` … */
export const outcomes = (verdicts: readonly Verdict[]): readonly string[] =>
  verdicts.map(({ outcome, code, flags }) => [outcome, code, ...flags].filter((word) => word !== null).join(' '));
