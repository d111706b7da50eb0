import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exportEngagement } from '@banso/server/export/export-engagement.ts';
import { type ExportIndex, FILES } from '@banso/server/export/export-format.ts';
import { streamZip } from '@banso/server/export/zip-writer.ts';
import { detachedSigner, type SigningKey } from '@banso/server/seal/cades.ts';
import { openExport } from '@banso/server/verify/read-export.ts';
import { afterEach } from 'vitest';
import { ENGAGEMENT, TENANT } from './test-office.ts';
import { BASE_URL, type TestServer } from './test-server.ts';

/** An export's files by name. */
export type Unpacked = Map<string, Buffer>;

/** A folder for exports that is gone after each test. */
export const exportFolder = (): (() => string) => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'banso-export-'));
    folders.push(folder);
    return folder;
  };
};

/** The engagement's export as a file in this folder. */
export const exportTo = async (
  folder: string,
  { server }: Pick<TestServer, 'server'>,
  engagement = ENGAGEMENT,
): Promise<string> => {
  const given = await exportEngagement(server, { tenant: TENANT, engagement, baseUrl: BASE_URL });
  if (!given) throw new Error('nothing to export');
  const path = join(folder, 'export.zip');
  await pipeline(given.zip, createWriteStream(path));
  return path;
};

export const unpack = async (path: string): Promise<Unpacked> => {
  const zip = await openExport(path);
  const files: Unpacked = new Map();
  for (const name of zip.names) files.set(name, (await zip.read(name)) ?? Buffer.alloc(0));
  zip.close();
  return files;
};

export const pack = async (path: string, files: Unpacked): Promise<void> => {
  const zip = streamZip(new Date(0), async (writer) => {
    for (const [name, bytes] of files) await writer.add(name, bytes);
  });
  await pipeline(zip, createWriteStream(path));
};

export const jsonIn = <T>(files: Unpacked, name: string): T =>
  // The caller knows what the export wrote under this name.
  JSON.parse(String(files.get(name))) as T;

/** A forger who knows the format: changes what they like (a letter is a byte), and makes the index fit again. */
export const forge = (files: Unpacked, name: string, change: (latin1: string) => string): void => {
  files.set(name, Buffer.from(change(files.get(name)?.toString('latin1') ?? ''), 'latin1'));
  const index = jsonIn<ExportIndex>(files, FILES.index);
  const listed = index.files.map((file) => {
    const bytes = files.get(file.name) ?? Buffer.alloc(0);
    return { ...file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  files.set(FILES.index, Buffer.from(JSON.stringify({ ...index, files: listed })));
};

/** The forger signs the index with a certificate of their own, and puts it in the place of the office's. */
export const signAnew = async (files: Unpacked, key: SigningKey): Promise<void> => {
  forge(files, 'certificates/office-1.pem', () => key.certificates);
  files.set(FILES.indexSignature, await detachedSigner(key)(files.get(FILES.index) ?? Buffer.alloc(0)));
};
