import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openServer } from '@banso/server/open-server.ts';
import { loadSample } from '@banso/server/sample/load-sample.ts';
import { SAMPLE_OFFICES } from '@banso/server/sample/sample-offices.ts';
import type { Server } from '@banso/server/server.ts';
import { storedContext } from '@banso/server/sync/context-text.ts';
import { apply } from '@banso/shared/operation/apply.ts';
import { envelopeToText } from '@banso/shared/operation/envelope.ts';
import { isRefusal } from '@banso/shared/operation/refusals.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import { build } from 'esbuild';
import { CONTEXT } from '../fixtures/engagement.ts';
import type { Case } from '../fixtures/operation-case.ts';
import { OPERATION_CASES } from '../fixtures/operation-cases.ts';
import { builtForms } from '../support/built-forms.ts';
import { migrationsDir } from '../support/databases.ts';
import { makeOffice } from '../support/test-office.ts';
import { readLog, readRecords } from './office-log.ts';
import { livePhone } from './live-phone.ts';
import { oddPhone } from './odd-phone.ts';
import { writeServerKeys } from './server-keys.ts';
import { type OperationEntry, publish } from './published.ts';

/** 13:00 on a Thursday in Japan. */
const NOW_MS = Date.parse('2025-12-18T04:00:00Z');

/**
 * Adds every format that is not published yet. What is there stays as it is, byte for byte. `--whole`, right before a version is
 * tagged: also what its program as a whole writes (logs, records, messages, a phone's disk).
 */
const make = async (): Promise<readonly string[]> => {
  const added: string[] = [];
  const add = (name: string, text: string) => {
    if (publish(name, text, { everyVersion: false })) added.push(name);
  };
  for (const [type, { carriedOut }] of Object.entries(OPERATION_CASES)) {
    add(`operations/${type}.jsonl`, line(operationEntry(type, carriedOut)));
    const { ruleSet } = carriedOut.context ?? CONTEXT;
    if (ruleSet) add(`rule-sets/${ruleSet.id}-${sha256Hex(ruleSet.version).slice(0, 8)}.jsonl`, line(ruleSet));
  }
  if (process.argv.includes('--whole')) await addWhole(added);
  return added;
};

const addWhole = async (added: string[]): Promise<void> => {
  const add = (name: string, text: string) => {
    if (publish(name, text, { everyVersion: true })) added.push(name);
  };
  await inServer(async (server) => {
    await loadSample(server);
    for (const { tenant } of Object.values(SAMPLE_OFFICES)) {
      add(`logs/${tenant}.jsonl`, (await readLog(server, tenant)).map(line).join(''));
      add(`records/${tenant}.jsonl`, (await readRecords(server, tenant)).map(line).join(''));
    }
  });
  await inServer(async (server, keyFile) => {
    await makeOffice(server);
    add('keys/server.jsonl', await writeServerKeys(server.store, keyFile));
    const { wire, open, locked } = await livePhone(server);
    add('wire/phone.jsonl', wire.map(line).join(''));
    add('wire/odd-phone.jsonl', (await oddPhone(server)).map(line).join(''));
    add('outbox/open.jsonl', open);
    add('outbox/locked.jsonl', locked);
  });
  add('wire/schema.txt', await wireSchema());
};

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

const operationEntry = (type: string, { state, operation, context = CONTEXT }: Case['carriedOut']): OperationEntry => {
  const outcome = apply(state, operation, context);
  if (isRefusal(outcome)) throw new Error(`${type} is refused: ${outcome.refused}`);
  const { toParts } = PARTS_OF_KIND[operation.kind];
  return {
    type,
    text: envelopeToText(operation),
    context: storedContext(context),
    before: toParts(state),
    flags: outcome.flags,
    after: toParts(outcome.state),
  };
};

const inServer = async (work: (server: Server, keyFile: string) => Promise<void>): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'banso-corpus-'));
  const keyFile = join(dataDir, 'key-file');
  const server = await openServer({
    dataDir,
    migrationsDir,
    keyFile,
    formsDir: builtForms,
    clock: { nowMs: () => NOW_MS },
    log: () => {},
  });
  try {
    await work(server, keyFile);
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** The schemas of the wire as a program of their own: a later version's answers must still be read by them. */
const wireSchema = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { syncRequestSchema, syncAnswerSchema, problemSchema } from '@banso/shared/protocol/sync.ts';",
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'published',
  });
  return outputFiles[0]?.text ?? '';
};

const added = await make();
console.log(added.length === 0 ? 'Every format is published already.' : `Published: ${added.join(', ')}`);
