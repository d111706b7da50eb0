import type { PrintedPaperRow, Transaction } from './schema.ts';

/** Keeps that this file was made; the same bytes twice are one paper. */
export const insertPrintedPaper = async (tx: Transaction, paper: Omit<PrintedPaperRow, 'tenant'>): Promise<void> => {
  await tx
    .insertInto('printedPaper')
    .values(paper)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const printedPaperByHash = (tx: Transaction, fileHash: string): Promise<PrintedPaperRow | undefined> =>
  tx.selectFrom('printedPaper').selectAll().where('fileHash', '=', fileHash).executeTakeFirst();

/** The first paper printed with this code. */
export const printedPaperByCode = (tx: Transaction, code: string): Promise<PrintedPaperRow | undefined> =>
  tx.selectFrom('printedPaper').selectAll().where('code', '=', code).orderBy('printedAt').limit(1).executeTakeFirst();

/** Every paper of this engagement that was handed out, oldest first. */
export const printedPapersOf = (tx: Transaction, engagement: string): Promise<readonly PrintedPaperRow[]> =>
  tx
    .selectFrom('printedPaper')
    .selectAll()
    .where('engagement', '=', engagement)
    .orderBy('printedAt')
    .orderBy('fileHash')
    .execute();
