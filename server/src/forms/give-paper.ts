import { createHash } from 'node:crypto';
import type { SessionHolder } from '../auth/sessions.ts';
import type { Server } from '../server.ts';
import { insertPrintedPaper } from '../store/printed-papers.ts';
import { type PrintedForm, printVisitForm, type VisitFormAsked } from './print-visit-form.ts';

/** Prints a paper and remembers its hash before it is handed out: nobody holds a paper of ours that we do not know. */
export const givePaper = async (server: Server, holder: SessionHolder, asked: VisitFormAsked): Promise<PrintedForm> => {
  const paper = await printVisitForm(server, holder, asked);
  const { form, engagement, visit } = asked;
  await server.store.transact(holder.tenant, (tx) =>
    insertPrintedPaper(tx, {
      fileHash: createHash('sha256').update(paper.pdf).digest('hex'),
      code: paper.code,
      form,
      engagement,
      visit,
      printedAt: new Date(server.clock.nowMs()),
    }),
  );
  return paper;
};
