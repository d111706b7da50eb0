import type { BackupRow } from '../store/backup-rows.ts';

/** A row in a backup's file; of no office: the server's own. */
export type BackupLine = { readonly office: string | null; readonly row: BackupRow };

/** Office and table, then the row's JSON as the database wrote it: its numbers never pass through this program. */
export const lineOf = (office: string | null, { table, json }: BackupRow): string =>
  `${JSON.stringify([office, table])}\t${json}`;

export const readLine = (line: string): BackupLine => {
  const tab = line.indexOf('\t');
  const [office, table] = JSON.parse(line.slice(0, tab)) as [string | null, string];
  return { office, row: { table, json: line.slice(tab + 1) } };
};
