import { execFile } from 'node:child_process';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { readAccess } from '@banso/server/access/record-access.ts';
import { accessPage } from '@banso/server/store/access-log.ts';
import { FILES } from '@banso/server/export/export-format.ts';
import { streamZip } from '@banso/server/export/zip-writer.ts';
import { exportCommand } from '@banso/server/export-command.ts';
import { verifyExport } from '@banso/server/verify/verify-export.ts';
import { describe, expect, test } from 'vitest';
import { builtForms } from '../support/built-forms.ts';
import { onPglite } from '../support/databases.ts';
import { exportFolder, exportTo, pack, unpack } from '../support/exported.ts';
import { ADMINISTRATOR, APPROVER, ENGAGEMENT, EXPERT, OTHER_ENGAGEMENT, TENANT } from '../support/test-office.ts';
import { BASE_URL, type TestServer, testServers } from '../support/test-server.ts';

const folder = exportFolder();

describe('[L10.84] what is no export of an engagement', () => {
  const zipOf = async (path: string, files: readonly (readonly [string, string | Buffer])[]) => {
    const zip = streamZip(new Date(0), async (writer) => {
      for (const [name, content] of files) await writer.add(name, content);
    });
    await pipeline(zip, createWriteStream(path));
  };
  /** The same letters in other places: names and sizes that no honest program writes. */
  const patch = (path: string, change: (latin1: string) => string) =>
    writeFileSync(path, Buffer.from(change(readFileSync(path).toString('latin1')), 'latin1'));
  const refused = async (path: string) => {
    const { lines, code } = await verifyExport(path, []);
    expect(code).toBe(2);
    return lines.join('\n');
  };

  test('is refused with the reason: no file, no ZIP, cut off, another ZIP', async () => {
    const path = join(folder(), 'given.zip');
    expect(await refused(path)).toContain('ファイルが見つかりません。');
    writeFileSync(path, 'これはZIPではありません');
    expect(await refused(path)).toContain('ZIPファイルとして読み取れません');
    await zipOf(path, [['a.txt', 'a']]);
    expect(await refused(path)).toContain('目録（index.json）がありません。');
    await zipOf(path, [[FILES.index, '{"format":"banso-export-9"}']]);
    expect(await refused(path)).toContain('この形式の書き出しのものではありません。');
    patch(path, (zip) => zip.slice(0, -30));
    expect(await refused(path)).toContain('ZIPファイルとして読み取れません');
  });

  test('also names that lead out of the folder, twice the same name, and files that unpack to more than they say or may', async () => {
    const path = join(folder(), 'given.zip');
    for (const name of ['../../../etc/a', '/etc/passwd-ab', 'C:\\\\windows\\a', 'a/b/../../../c']) {
      await zipOf(path, [['x'.repeat(name.length), 'a']]);
      patch(path, (zip) => zip.replaceAll('x'.repeat(name.length), name));
      await refused(path);
    }
    await zipOf(path, [
      ['a.txt', 'a'],
      ['b.txt', 'b'],
    ]);
    patch(path, (zip) => zip.replaceAll('b.txt', 'a.txt'));
    expect(await refused(path)).toContain('「a.txt」が二つあります。');
    const bomb = Buffer.alloc(65 * 1024 * 1024);
    await zipOf(path, [[FILES.index, bomb]]);
    expect(await refused(path)).toContain('大きすぎます');
    // It says 1 MB and holds 65: the size stands in the directory at the end, as four bytes.
    const size = (bytes: number) => {
      const four = Buffer.alloc(4);
      four.writeUInt32LE(bytes);
      return four.toString('latin1');
    };
    patch(path, (zip) => zip.replaceAll(size(bomb.length), size(1_000_000)));
    const before = process.memoryUsage().arrayBuffers;
    await refused(path);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
  });
});

describe('Taking an export out, and checking it', () => {
  const { openOffice } = testServers(onPglite());

  test('[L10.85] the command checks with Node alone, from a built file, and answers 0, 1 or 2', async () => {
    const office = await openOffice();
    const path = await exportTo(folder(), office);
    const { fingerprint } = await office.server.signers.of(TENANT);
    expect(await verifyAlone(path, '--certificate', fingerprint)).toMatchObject({ code: 0 });
    expect(await verifyAlone(path, '--certificate', 'AA'.repeat(32))).toMatchObject({ code: 1 });
    const files = await unpack(path);
    files.set('README.txt', Buffer.from('別の文'));
    await pack(path, files);
    const changed = await verifyAlone(path);
    expect([changed.code, changed.said]).toEqual([
      1,
      expect.stringContaining('× README.txt: 中身が、目録のSHA-256と違います。'),
    ]);
    expect(await verifyAlone(join(folder(), 'no.zip'))).toMatchObject({ code: 2 });
    expect((await verifyAlone()).said).toContain('使い方');
  });

  test('[L10.86] the desk’s approver and administrator get it, logged; an expert and other desks get the answer of nothing', async () => {
    const office = await openOffice();
    const asked = async (person: string, engagement = ENGAGEMENT) =>
      office.fetch(`/api/exports/${engagement}.zip`, { headers: { cookie: await office.signIn(person) } });
    for (const person of [APPROVER, ADMINISTRATOR]) {
      const response = await asked(person);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toContain(
        `attachment; filename="banso-export-${ENGAGEMENT}.zip"`,
      );
      const path = join(folder(), 'got.zip');
      writeFileSync(path, Buffer.from(await response.arrayBuffer()));
      expect((await verifyExport(path, [])).code).toBe(0);
      expect(await lastExport(office)).toMatchObject({ person, subject: { aggregate: ENGAGEMENT } });
    }
    const nothing = [await asked(EXPERT), await asked(APPROVER, 'engagement-9')];
    expect(nothing.map(({ status }) => status)).toEqual([404, 404]);
    expect(await nothing[0]?.text()).toBe(await nothing[1]?.text());
    expect((await office.fetch(`/api/exports/${ENGAGEMENT}.zip`)).status).toBe(401);
    const cookie = await office.signIn(ADMINISTRATOR);
    const again = () => office.fetch(`/api/exports/none.zip`, { headers: { cookie } });
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await again()).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test('[L10.87] the command writes one engagement, never over a file that is there', async () => {
    const { server } = await openOffice();
    const out = join(folder(), 'out.zip');
    const run = (...args: readonly string[]) => exportCommand(server, args, BASE_URL);
    expect((await run('--engagement', OTHER_ENGAGEMENT, '--out', out)).ok).toBe(true);
    expect((await verifyExport(out, [])).code).toBe(0);
    expect(await run('--engagement', ENGAGEMENT, '--out', out)).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('は既にあります')],
    });
    expect((await run('--engagement', 'engagement-9', '--out', join(folder(), 'b.zip'))).lines[0]).toContain(
      '見つかりません',
    );
    expect((await run('--engagement', ENGAGEMENT)).lines[0]).toContain('使い方');
    expect((await run('--office', 'nobody', '--engagement', ENGAGEMENT, '--out', join(folder(), 'c.zip'))).ok).toBe(
      false,
    );
  });
});

const lastExport = ({ server }: TestServer) =>
  server.store.read(TENANT, async (tx) => {
    const [row] = await accessPage(tx, { filter: { event: 'exported' }, before: null, limit: 1 });
    return row ? readAccess(row) : null;
  });

const run = promisify(execFile);

/** The built command in a process of its own, with an environment that names no server and no database. */
const verifyAlone = async (...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> => {
  const command = join(dirname(builtForms), 'verify.js');
  try {
    const { stdout } = await run(process.execPath, [command, ...args], { env: {} });
    return { code: 0, said: stdout };
  } catch (error) {
    // A process that ends with a code other than 0 brings it, and what it wrote.
    const { code, stdout } = error as { readonly code: number; readonly stdout: string };
    return { code, said: stdout };
  }
};
