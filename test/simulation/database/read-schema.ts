import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly fallback: string | null;
  readonly filled: boolean;
};
export type UniqueKey = { readonly columns: readonly string[] };
export type TableShape = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly UniqueKey[];
};

type Draft = { name: string; columns: Column[]; primaryKey: string[]; uniques: UniqueKey[] };

/** The tables as the migrations make them; what concerns rights, walls and plain indexes is passed over. */
export const readSchema = (migrationsDir: string): ReadonlyMap<string, TableShape> => {
  const drafts = new Map<string, Draft>();
  const files = readdirSync(migrationsDir)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  for (const file of files) {
    const sql = readFileSync(join(migrationsDir, file), 'utf8')
      .replaceAll(/--[^\n]*/g, '')
      .replaceAll(/do \$\$[\s\S]*?\$\$;/g, '');
    for (const statement of sql.split(';')) take(drafts, statement.trim().replaceAll(/\s+/g, ' '));
  }
  return drafts;
};

const take = (drafts: Map<string, Draft>, statement: string): void => {
  const created = /^create table (\w+) \((.*)\)$/.exec(statement);
  if (created) {
    const [, name = '', body = ''] = created;
    const draft: Draft = { name, columns: [], primaryKey: [], uniques: [] };
    for (const line of splitOutside(body)) takeLine(draft, line);
    drafts.set(name, draft);
    return;
  }
  const altered = /^alter table (\w+) (add .*)$/.exec(statement);
  const draft = altered && drafts.get(altered[1] ?? '');
  for (const line of draft ? splitOutside(altered[2] ?? '') : [])
    if (draft) takeLine(draft, line.replace(/^add (?:column )?/, ''));
  const unique = /^create unique index \w+ on (\w+) \(([^)]*)\)/.exec(statement);
  if (unique) drafts.get(unique[1] ?? '')?.uniques.push({ columns: namesIn(unique[2] ?? '') });
};

const takeLine = (draft: Draft, line: string): void => {
  const key = /^primary key \(([^)]*)\)/.exec(line);
  if (key) draft.primaryKey = namesIn(key[1] ?? '');
  const unique = /^unique \(([^)]*)\)/.exec(line);
  if (unique) draft.uniques.push({ columns: namesIn(unique[1] ?? '') });
  if (key || unique || /^(check|constraint|foreign) ?/.test(line)) return;
  const column = /^(\w+) (\w+)(.*)$/.exec(line);
  if (!column) throw new Error(`The model cannot read a column of ${draft.name}: ${line}`);
  const [, name = '', type = '', rest = ''] = column;
  const fallback = / default ('[^']*'|[\w.]+(?:\([^)]*\))?)/.exec(rest)?.[1] ?? null;
  draft.columns.push({ name, type, fallback, filled: / not null| primary key/.test(rest) });
  if (rest.includes(' primary key')) draft.primaryKey = [name];
};

const namesIn = (list: string): string[] => list.split(',').map((name) => name.trim());

/** Splits at commas that stand in no brackets. */
const splitOutside = (text: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter !== ',' || depth > 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
};
