import { FILES } from '../../export/export-format.ts';
import type { Flaw } from '../../proof/flaw.ts';
import { hashOfStream, type OpenedExport } from '../read-export.ts';

/** Signed beside the index, so not named in it. */
const BESIDE_THE_INDEX = new Set<string>([FILES.index, FILES.indexSignature]);

/** Files that are missing, changed, or in no index. Works before anything inside is read. */
export const fileFlaws = async ({ index, names, stream }: OpenedExport): Promise<readonly Flaw[]> => {
  const flaws: Flaw[] = [];
  for (const { name, bytes, sha256 } of index.files) {
    const opened = await stream(name);
    const found = opened && (await hashOfStream(opened));
    if (!found) flaws.push({ where: name, what: 'ありません。' });
    else if (found.sha256 !== sha256 || found.bytes !== bytes)
      flaws.push({ where: name, what: '中身が、目録のSHA-256と違います。' });
  }
  const listed = new Set(index.files.map(({ name }) => name));
  for (const name of names) {
    if (!listed.has(name) && !BESIDE_THE_INDEX.has(name)) flaws.push({ where: name, what: '目録にないファイルです。' });
  }
  return flaws;
};
