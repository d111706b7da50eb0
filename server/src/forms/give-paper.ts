import { createHash } from 'node:crypto';
import { appendAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import type { Server } from '../server.ts';
import { insertPrintedPaper } from '../store/printed-papers.ts';
import { type PrintedForm, printVisitForm, type VisitFormAsked } from './print-visit-form.ts';

/** Prints a paper and remembers its hash before it is handed out: nobody holds a paper of ours that we do not know. */
export const givePaper = async (server: Server, holder: SessionHolder, asked: VisitFormAsked): Promise<PrintedForm> => {
  const paper = await printVisitForm(server, holder, asked);
  const { form, engagement, visit } = asked;
  const fileHash = createHash('sha256').update(paper.pdf).digest('hex');
  const atMs = server.clock.nowMs();
  const { tenant, person } = holder;
  const subject = { kind: 'engagement', aggregate: engagement, part: `visit/${visit}` } as const;
  await server.store.transact(tenant, async (tx) => {
    await insertPrintedPaper(tx, { fileHash, code: paper.code, form, engagement, visit, printedAt: new Date(atMs) });
    await appendAccess(tx, atMs, [
      { event: 'printed', purpose: 'papers', person, device: null, subject, detail: { form, fileHash } },
    ]);
  });
  return paper;
};
