import { createHash } from 'node:crypto';
import { insertPrintedPaper } from '../store/printed-papers.ts';
import type { Transaction } from '../store/schema.ts';
import type { PaperAsked } from './paper-data.ts';
import type { PrintedPaper } from './print-paper.ts';

/** Keeps the hash of a paper that is about to be handed out; answers it. */
export const rememberPaper = async (
  tx: Transaction,
  {
    pdf,
    code,
    form,
    engagement,
    subject,
    atMs,
  }: PrintedPaper & Pick<PaperAsked, 'form' | 'engagement' | 'subject'> & { readonly atMs: number },
): Promise<string> => {
  const fileHash = createHash('sha256').update(pdf).digest('hex');
  await insertPrintedPaper(tx, { fileHash, code, form, engagement, subject, printedAt: new Date(atMs) });
  return fileHash;
};
