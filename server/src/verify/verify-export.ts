import { type Flaw, flawText } from '../proof/flaw.ts';
import type { Check, Found } from './check.ts';
import { fileFlaws } from './checks/files.ts';
import { CHECKS } from './checks/index.ts';
import { type Material, readMaterial } from './material.ts';
import { NotAnExport, openExport } from './read-export.ts';

export type Verified = Pick<Check, 'title' | 'means'> & Required<Found>;

/** What a person reads, and the exit code: 0 everything holds, 1 something was found, 2 it is no export. */
export type Report = { readonly lines: readonly string[]; readonly code: 0 | 1 | 2 };

/** Checks an exported engagement, with no database and no server. `certificates`: fingerprints that the office published. */
export const verifyExport = async (path: string, certificates: readonly string[]): Promise<Report> => {
  try {
    const zip = await openExport(path);
    try {
      const files = await fileFlaws(zip);
      const read = await readMaterial(zip, certificates);
      const results = [
        {
          ...FILES_CHECK,
          flaws: [...files, ...('flaws' in read ? read.flaws : [])],
          notes: [`ファイル ${zip.index.files.length}個`],
        },
        ...('material' in read ? await runChecks(read.material) : []),
      ];
      return report(results, 'material' in read);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (!(error instanceof NotAnExport)) throw error;
    return { lines: [`確かめられません。${error.message}`, '支援案件の書き出し（ZIP）を指定してください。'], code: 2 };
  }
};

const FILES_CHECK = {
  title: 'ファイル',
  means: 'すべてのファイルは、目録にあるとおりです（SHA-256）。',
} as const;

const runChecks = async (material: Material): Promise<readonly Verified[]> => {
  const results: Verified[] = [];
  for (const { title, means, find } of CHECKS)
    results.push({ title, means, notes: [], ...(await found(find, material)) });
  return results;
};

/** Records that nobody's program wrote can be of any shape: what cannot be read is a finding, not the end of the checks. */
const found = async (find: Check['find'], material: Material): Promise<Found> => {
  try {
    return await find(material);
  } catch (error) {
    if (error instanceof NotAnExport) throw error;
    return { flaws: [{ where: '中身', what: '読み取れない記録があるため、確かめられません。' }] };
  }
};

/** A long list helps nobody: the rest is counted. */
const MOST_LINES = 20;

const report = (results: readonly Verified[], complete: boolean): Report => {
  const all = results.flatMap(({ flaws }) => flaws);
  const lines = results.flatMap(({ title, means, flaws, notes }) => [
    flaws.length === 0 ? `○ ${title}　${means}` : `× ${title}　次の点が成り立ちません。`,
    ...linesOf(flaws).map((line) => `    × ${line}`),
    ...notes.map((note) => `    ・${note}`),
  ]);
  return {
    lines: [
      ...lines,
      '',
      ...(complete ? [] : ['読み取れないファイルがあるため、ここから先は確かめていません。']),
      all.length === 0
        ? 'すべて成り立ちます。'
        : `${all.length}件が成り立ちません。このファイルを証拠として使う前に、事務局に元のファイルを求めてください。`,
    ],
    code: all.length === 0 ? 0 : 1,
  };
};

const linesOf = (flaws: readonly Flaw[]): readonly string[] => [
  ...flaws.slice(0, MOST_LINES).map(flawText),
  ...(flaws.length > MOST_LINES ? [`ほか${flaws.length - MOST_LINES}件`] : []),
];
