import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { asvsProblems, asvsRows, countsOf, unknownEvidence } from './asvs.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(fromRoot(path), 'utf8');

const known = {
  isFile: (path: string) => existsSync(fromRoot(path)) && statSync(fromRoot(path)).isFile(),
  rules: new Set([...read('shared/SPEC.md').matchAll(/^### \[(L\d+\.\d+)\]/gm)].flatMap(([, rule]) => rule ?? [])),
};
const levelById = new Map(
  read('docs/asvs-ids.txt')
    .split('\n')
    .filter((line) => line.startsWith('V'))
    .map((line): [string, string] => {
      const [id = '', level = ''] = line.split(' ');
      return [id, level];
    }),
);

describe('docs/asvs.md', () => {
  const page = read('docs/asvs.md');
  const rows = asvsRows(page);

  it('[L15.180] answers every requirement of levels 1 and 2 once, with evidence that is there', () => {
    expect(levelById.size).toBe(253);
    expect(asvsProblems(rows, levelById)).toEqual([]);
    expect(unknownEvidence('docs/asvs.md', page, known)).toEqual([]);
  });

  it('[L15.180] counts at the top what stands below', () => {
    const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());
    const said = page.split('\n').flatMap((line) => {
      const [, level = '', ...counts] = cellsOf(line);
      return ['1', '2', '1 and 2'].includes(level)
        ? [{ level, counts: counts.filter((count) => count !== '').map(Number) }]
        : [];
    });
    const counted = ['1', '2', '1 and 2'].map((level) => ({
      level,
      counts: countsOf(rows.filter((row) => level.includes(row.level))),
    }));
    expect(said).toEqual(counted);
  });

  it('[L15.180] a row that is missing, doubled, without evidence or with an invented one is found', () => {
    const row = { id: 'V1.1.1', level: '2', status: 'holds', shownBy: '`README.md`' };
    const level = new Map([['V1.1.1', '2']]);
    expect(asvsProblems([row], level)).toEqual([]);
    const wrong = [
      [],
      [row, row],
      [{ ...row, level: '1' }],
      [{ ...row, status: 'yes' }],
      [{ ...row, shownBy: 'good' }],
    ];
    for (const given of wrong) expect(asvsProblems(given, level)).toHaveLength(1);
    expect(asvsProblems([{ ...row, status: 'open', shownBy: '' }], level)).toEqual(['V1.1.1 does not say why']);
    expect(unknownEvidence('a.md', '`server/src/none.ts` [L99.1] `README.md` [L1.1]', known)).toHaveLength(2);
  });
});

describe('docs/security.md', () => {
  it('[L15.189] names rules and files that are there', () => {
    expect(unknownEvidence('docs/security.md', read('docs/security.md'), known)).toEqual([]);
  });
});
