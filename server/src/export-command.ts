import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { exportEngagement } from './export/export-engagement.ts';
import { recordExport } from './export/give-export.ts';
import type { Server } from './server.ts';
import { partsOfAggregates } from './store/parts.ts';
import { tenants } from './store/tenants.ts';

const USAGE =
  '使い方: npm run export -- --engagement 支援案件のID --out ファイル.zip（同じIDが複数の事務局にあるときは --office 事務局のID）';

/**
 * `export --engagement ID --out FILE`: writes the engagement's export. An existing file is never written over. Answers the lines
 * to print, and whether it went well.
 */
export const exportCommand = async (
  server: Server,
  args: readonly string[],
  baseUrl: string,
): Promise<{ readonly lines: readonly string[]; readonly ok: boolean }> => {
  const { engagement, out, office } = optionsIn(args);
  if (!engagement || !out) return { lines: [USAGE], ok: false };
  const offices = await server.store.door(tenants);
  const asked = offices.filter(({ id }) => office === undefined || id === office);
  const holding: string[] = [];
  for (const { id } of asked) if (await holds(server, id, engagement)) holding.push(id);
  const [tenant, ...others] = holding;
  if (tenant === undefined) return { lines: [`支援案件「${engagement}」は見つかりません。`, USAGE], ok: false };
  if (others.length > 0)
    return { lines: [`支援案件「${engagement}」は、複数の事務局にあります: ${holding.join('、')}`, USAGE], ok: false };
  await recordExport(server, tenant, { person: null, engagement });
  const given = await exportEngagement(server, { tenant, engagement, baseUrl });
  if (!given) return { lines: [`支援案件「${engagement}」は見つかりません。`], ok: false };
  try {
    await pipeline(given.zip, createWriteStream(out, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return { lines: [`「${out}」は既にあります。書き出しませんでした。別の名前にしてください。`], ok: false };
    await rm(out, { force: true });
    throw error;
  }
  return {
    lines: [
      `書き出しました: ${out}`,
      '個人情報が入っています。目的を終えたら消してください。',
      `確かめるには: npm run verify -- ${out}`,
    ],
    ok: true,
  };
};

const holds = async (server: Server, tenant: string, engagement: string): Promise<boolean> => {
  const parts = await server.store.read(tenant, (tx) =>
    partsOfAggregates(tx, [{ kind: 'engagement', id: engagement }]),
  );
  return parts.length > 0;
};

type Options = {
  readonly engagement?: string | undefined;
  readonly out?: string | undefined;
  readonly office?: string | undefined;
};

const optionsIn = (args: readonly string[]): Options => {
  try {
    const string = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { engagement: string, out: string, office: string } }).values;
  } catch {
    return {};
  }
};
