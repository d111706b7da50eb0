import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { contractFile } from '../contract/contract-file.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import type { PaperAsked } from './paper-data.ts';
import { type PrintedPaper, printSigned } from './print-paper.ts';

/** A paper as it is given: printed now, or, of a contract, the very file that was made for its signatures. */
export const printedOrKept = async (
  server: Server,
  tenant: string,
  { form, engagement, subject, baseUrl, data }: PaperAsked & { readonly data: PrintData },
): Promise<PrintedPaper> => {
  if (form !== 'contract') return printSigned(server, tenant, data);
  const pdf = await contractFile(server, { tenant, engagement, paper: subject, baseUrl });
  if (!pdf) throw new Problem('not_found');
  return { pdf, fileName: data.fileName, code: data.foot.verification.code };
};
