import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addDevice } from '@banso/server/auth/devices.ts';
import { openServer } from '@banso/server/open-server.ts';
import { recordAsServer, type ServerOperation } from '@banso/server/sample/server-recorder.ts';
import type { Server } from '@banso/server/server.ts';
import { takePush } from '@banso/server/sync/take-push.ts';
import { builtForms } from '../support/built-forms.ts';
import { migrationsDir } from '../support/databases.ts';
import { newDevice, visitTaps } from '../support/test-device.ts';
import { ADMINISTRATOR, makeEngagement, makeOffice, PROGRAMME, TENANT } from '../support/test-office.ts';

const { values } = parseArgs({
  options: { refold: { type: 'boolean' }, operations: { type: 'string', default: '100000' } },
});
const operations = Number(values.operations);
const VISITS_PER_ENGAGEMENT = 25;
const TAPS_PER_VISIT = 4;
const ENGAGEMENTS_PER_PHONE = 40;
/** What a small server has for one command beside itself. */
const MOST_MEGABYTES = 1_024;
const SAYS_MEMORY = "process.on('exit', () => process.stderr.write(`\\nmemory ${process.resourceUsage().maxRSS}\\n`))";

/** An office that has used Banso for years, on the embedded database: phones push visit after visit. */
const fill = async (server: Server): Promise<void> => {
  await makeOffice(server);
  const engagements = Math.ceil(operations / (VISITS_PER_ENGAGEMENT * TAPS_PER_VISIT));
  for (let begin = 0; begin < engagements; begin += ENGAGEMENTS_PER_PHONE) {
    const expert = `expert-large-${begin}`;
    await recordAsServer(server, TENANT, [registrationOf(expert)]);
    const phone = newDevice({ tenant: TENANT, person: expert, nowMs: Date.now });
    const { id: device, publicKey } = phone;
    const registration = { device, publicKey, label: '見本の端末', appVersion: 'test' };
    await addDevice(server, { tenant: TENANT, person: expert, device: null }, registration);
    for (let n = begin; n < Math.min(engagements, begin + ENGAGEMENTS_PER_PHONE); n += 1) {
      const engagement = `engagement-large-${n}`;
      await makeEngagement(server, { id: engagement, company: 'company-1', expert });
      for (let number = 1; number <= VISITS_PER_ENGAGEMENT; number += 1)
        for (const tap of visitTaps({ engagement, visit: randomUUID(), number })) phone.record(tap);
    }
    const push = phone.push();
    const answer = await takePush(server.store, server.accept, {
      tenant: TENANT,
      device,
      appVersion: 'test',
      push,
      receivedAtMs: Date.now(),
      isProven: () => Promise.resolve(false),
    });
    if (!('verdicts' in answer)) throw new Error(`not taken in: ${JSON.stringify(answer)}`);
    console.log(`${begin + ENGAGEMENTS_PER_PHONE} of ${engagements} engagements`);
  }
};

const registrationOf = (id: string): ServerOperation => ({
  actor: ADMINISTRATOR,
  atMs: Date.now(),
  type: 'person-registered@1',
  kind: 'person',
  aggregate: id,
  body: {
    name: '見本 専門家（サンプル）',
    kana: 'ミホン',
    roles: [{ role: 'expert', programme: PROGRAMME }],
    registration: { number: `サンプル-${id}`, from: '2026-04-01', to: '2027-03-31' },
  },
});

const builtServer = process.env['BANSO_PGLITE_DIR'] ?? '';
const dataDir = mkdtempSync(join(tmpdir(), 'banso-large-'));
try {
  const keyFile = join(dataDir, 'keys', 'key-file');
  const server = await openServer({
    dataDir,
    migrationsDir,
    keyFile,
    formsDir: builtForms,
    clock: { nowMs: Date.now },
    log: () => {},
  });
  await fill(server);
  await server.close();
  const beganMs = performance.now();
  const hook = `data:text/javascript,${encodeURIComponent(SAYS_MEMORY)}`;
  const child = spawn(process.execPath, ['--import', hook, join(builtServer, 'main.js'), 'refold'], {
    env: { ...process.env, DATA_DIR: dataDir, SAMPLE: 'off' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8');
  });
  const [code] = (await once(child, 'close')) as [number];
  const megabytes = Math.round(Number(/memory (\d+)/.exec(said)?.[1] ?? Number.NaN) / 1_024);
  const seconds = ((performance.now() - beganMs) / 1_000).toFixed(1);
  console.log(`${operations} operations: refold took ${seconds} s and ${megabytes} MB at most.`);
  process.exitCode = code === 0 && megabytes <= MOST_MEGABYTES ? 0 : 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
