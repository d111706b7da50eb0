import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { openFold } from '@banso/server/proof/fold-log.ts';
import { deviceChainFlaws, openDeviceChains, textFlaws } from '@banso/server/proof/log-entry.ts';
import { readStoredContext } from '@banso/server/sync/context-text.ts';
import { apply } from '@banso/shared/operation/apply.ts';
import { logChainNext } from '@banso/shared/operation/chain.ts';
import { type Kind, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { isRefusal } from '@banso/shared/operation/refusals.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { syncAnswerSchema, syncRequestSchema } from '@banso/shared/protocol/sync.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { describe, expect, test } from 'vitest';
import { PASSPHRASE, signInAt } from '../corpus/live-phone.ts';
import { readLog } from '../corpus/office-log.ts';
import { loadProfile } from '../corpus/outbox-dump.ts';
import {
  type LogLine,
  type OperationEntry,
  publishedFiles,
  publishedIn,
  publishedLines,
  publishedSums,
  type RecordLine,
  readPublished,
  sumOf,
  type WireLine,
} from '../corpus/published.ts';
import { restoreServerKeys } from '../corpus/server-keys.ts';
import { openChaosDevice } from '../chaos/chaos-device.ts';
import { onPglite } from '../support/databases.ts';
import { newProfile } from '../support/open-device.ts';
import { makeOffice, TENANT } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

const operations = publishedIn('operations').flatMap((file) => publishedLines<OperationEntry>(file));
const ruleSets = publishedIn('rule-sets').flatMap((file) => publishedLines<RuleSet>(file));
const findRuleSet = ({ id, version }: { readonly id: string; readonly version: string }) =>
  ruleSets.find((one) => one.id === id && one.version === version);

describe('[L14.2] what was published stays', () => {
  test('no file of the corpus was changed, taken out, or put in by hand', () => {
    const now = publishedFiles().map((file) => [file, sumOf(file)]);
    expect(now).toEqual([...publishedSums()].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

  test('every operation type and version stands in the corpus: add what is new by npm run publish-formats', () => {
    expect(operations.map(({ type }) => type).toSorted()).toEqual([...OPERATION_TYPES.keys()].toSorted());
  });
});

describe('[L14.3] a published operation does for ever what it did', () => {
  test.each(operations)('$type', ({ type, text, context, before, flags, after }) => {
    const envelope = textToEnvelope(text);
    if (!envelope) throw new Error(`${type} is not read as an operation`);
    const { fromParts, toParts } = PARTS_OF_KIND[envelope.kind];
    const state: unknown = fromParts(before);
    expect(toParts(state)).toEqual(before);
    const outcome = apply(state, envelope, readStoredContext(context, findRuleSet));
    if (isRefusal(outcome)) throw new Error(`${type} is refused: ${outcome.refused}`);
    expect([outcome.flags, toParts(outcome.state)]).toEqual([flags, after]);
  });
});

describe.each(publishedIn('logs'))('[L14.4] the log %s', (file) => {
  const log = publishedLines<LogLine>(file);
  const records = publishedLines<RecordLine>(file.replace('/logs/', '/records/'));

  test('folds to the same records, byte for byte', () => {
    const fold = openFold();
    expect(log.flatMap(({ text, context, ...entry }) => fold.take({ entry, text, context }))).toEqual([]);
    expect(fold.compare(records)).toEqual([]);
    expect(log.length).toBeGreaterThan(10);
  });

  test('has its hashes and chains', () => {
    const devices = openDeviceChains(file.slice(file.lastIndexOf('/') + 1, -'.jsonl'.length));
    let chain = '';
    for (const { text, context, ...entry } of log) {
      const opened = { entry, text, context };
      expect([...textFlaws(opened), ...deviceChainFlaws(opened, devices.advance(entry).chain)]).toEqual([]);
      chain = logChainNext(chain, entry);
      expect(entry.chain).toBe(chain);
    }
  });

  test('its records come out of their parts as they went in', () => {
    for (const parts of grouped(records).values()) {
      // Written by the register of kinds.
      const { fromParts, toParts } = PARTS_OF_KIND[parts[0]?.kind as Kind];
      const again = toParts(fromParts(parts) as unknown).map(({ part, body }) => [part, body]);
      expect(again.toSorted(byName)).toEqual(parts.map(({ part, body }) => [part, body]).toSorted(byName));
    }
  });
});

type Read = { readonly issues?: unknown };
type Schema = { readonly '~standard': { readonly validate: (value: unknown) => Read | Promise<Read> } };
/** The schemas that programs of this version read with. */
const publishedSchemas = publishedIn('wire')
  .filter((file) => file.endsWith('schema.txt'))
  .map(
    (file) =>
      runInThisContext(`${readPublished(file)};published`) as Record<'syncRequestSchema' | 'syncAnswerSchema', Schema>,
  );

describe.each(publishedIn('wire').filter((file) => file.endsWith('.jsonl')))('[L14.5] the messages %s', (file) => {
  const wire = publishedLines<WireLine>(file);
  const openOffice = offices();

  test('are sent by an old phone to this server, byte for byte: it answers as it did, in words that the phone reads', async () => {
    const office = await openOffice(file);
    const { cookie } = await signInAt(office.server, personOf(wire));
    const outcomes = [];
    for (const { path, request } of wire) {
      const response = await office.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: request,
      });
      const answer = await response.text();
      outcomes.push(outcomeOf({ path, status: response.status, answer }));
      if (path !== '/api/sync') continue;
      for (const schema of publishedSchemas)
        expect((await schema.syncAnswerSchema['~standard'].validate(JSON.parse(answer))).issues).toBeUndefined();
    }
    expect(outcomes).toEqual(wire.map(outcomeOf));
  });

  test('are read by this version as they were written', async () => {
    for (const { path, request, answer } of wire.filter((one) => one.path === '/api/sync')) {
      const [asked, answered] = [JSON.parse(request) as unknown, JSON.parse(answer) as unknown];
      expect(await syncRequestSchema['~standard'].validate(asked)).toEqual({ typed: true, value: asked });
      expect([path, await syncAnswerSchema['~standard'].validate(answered)]).toEqual([
        path,
        { typed: true, value: answered },
      ]);
    }
  });
});

describe.each(publishedIn('outbox'))('[L14.6] the outbox %s', (file) => {
  const openOffice = offices();

  test('is opened by this version and pushed whole, to a server that has nothing of it', async () => {
    const office = await openOffice(file);
    // The office was restored: what the phone had sent before is asked for again.
    await office.server.store.transact(TENANT, (tx) => tx.updateTable('tenant').set({ epoch: 2 }).execute());
    const profile = newProfile();
    await loadProfile(profile, readPublished(file));
    const { me, cookie, line } = await signInAt(office.server);
    const phone = await openChaosDevice({
      me,
      cookie,
      name: 'old-phone',
      url: 'http://banso.test',
      profile,
      passphrase: PASSPHRASE,
      ask: line.ask,
    });
    const texts: string[] = [];
    for (const { id } of await phone.outbox())
      texts.push((await phone.banso().store.operationText(id)) ?? 'unreadable');
    expect(texts.length).toBeGreaterThanOrEqual(10);
    expect(texts).not.toContain('unreadable');
    expect(await phone.banso().store.draft('visit/sample')).toEqual({ gist: '書きかけ（サンプル）' });
    for (const { id } of await phone.banso().store.heldPhotos())
      expect((await phone.banso().store.photoBytes(id))?.length).toBeGreaterThan(100);

    await phone.banso().sync.syncNow();
    await phone.declare();
    await phone.banso().sync.syncNow();
    const log = (await readLog(office.server, TENANT)).filter(({ device }) => device === phone.id());
    expect(log.map(({ text }) => text)).toEqual(texts);
    expect(new Set(log.map(({ verdict }) => verdict))).toEqual(new Set(['accepted']));
    expect((await phone.outbox()).every(({ verdict }) => verdict !== null)).toBe(true);
    phone.close();
  });
});

/** Whose phone it was, by the first operation that it sent. */
const personOf = (wire: readonly WireLine[]): string =>
  /\\"actor\\":\\"([^"\\]+)/.exec(wire.map(({ request }) => request).join())?.[1] ?? '';

/** Opens the office of this file's version anew: empty, and with the keys that its phones sealed for. */
const offices = (): ((file: string) => Promise<TestServer>) => {
  const databases = onPglite();
  const servers = testServers(databases);
  return async (file) => {
    const place = await databases.place();
    const keyFile = join(place.dataDir, 'key-file');
    const store = await databases.open(place);
    await restoreServerKeys(store, readPublished(`${file.split('/')[0]}/keys/server.jsonl`), keyFile);
    await store.close();
    const office = await servers.open({ place, keyFile });
    await makeOffice(office.server);
    return office;
  };
};

const grouped = (records: readonly RecordLine[]): ReadonlyMap<string, readonly RecordLine[]> => {
  const groups = new Map<string, RecordLine[]>();
  for (const record of records) {
    const key = `${record.kind}/${record.aggregateId}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return groups;
};

const byName = ([a = '']: readonly string[], [b = '']: readonly string[]): number => (a < b ? -1 : 1);

/** What an answer decides, without what is new in every run: tokens, receipts, times. */
const outcomeOf = ({ path, status, answer }: Pick<WireLine, 'path' | 'status' | 'answer'>): unknown => {
  if (path !== '/api/sync' || status !== 200) return { path, status };
  // Either of them was said by a server of ours.
  const { push, pull } = JSON.parse(answer) as {
    readonly push: {
      readonly verdicts?: readonly { seq: number; outcome: string; code: string | null; flags: string[] }[];
    } | null;
    readonly pull: {
      readonly rows?: readonly { kind: string; aggregate: string; part: string; version: number }[];
    } | null;
  };
  return {
    path,
    status,
    verdicts: push?.verdicts?.map(({ seq, outcome, code, flags }) => ({ seq, outcome, code, flags })),
    rows: pull?.rows?.map(({ kind, aggregate, part, version }) => `${kind}/${aggregate}/${part} ${version}`),
  };
};
