import { createHash } from 'node:crypto';
import { appendAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import type { Server } from '../server.ts';
import { insertPrintedPaper } from '../store/printed-papers.ts';
import type { Transaction } from '../store/schema.ts';
import { type PrintedForm, printVisitForm } from './print-visit-form.ts';
import type { VisitFormAsked } from './visit-form-data.ts';

/** Prints a paper and remembers its hash before it is handed out: nobody holds a paper of ours that we do not know. */
export const givePaper = async (server: Server, holder: SessionHolder, asked: VisitFormAsked): Promise<PrintedForm> => {
  const paper = await printVisitForm(server, holder, asked);
  const { form, engagement, visit } = asked;
  const atMs = server.clock.nowMs();
  const { tenant, person } = holder;
  const subject = { kind: 'engagement', aggregate: engagement, part: `visit/${visit}` } as const;
  await server.store.transact(tenant, async (tx) => {
    const fileHash = await rememberPaper(tx, { ...asked, ...paper, atMs });
    await appendAccess(tx, atMs, [
      { event: 'printed', purpose: 'papers', person, device: null, subject, detail: { form, fileHash } },
    ]);
  });
  return paper;
};

/** Keeps the hash of a paper that is about to be handed out; answers it. */
export const rememberPaper = async (
  tx: Transaction,
  {
    pdf,
    code,
    form,
    engagement,
    visit,
    atMs,
  }: PrintedForm & Pick<VisitFormAsked, 'form' | 'engagement' | 'visit'> & { readonly atMs: number },
): Promise<string> => {
  const fileHash = createHash('sha256').update(pdf).digest('hex');
  await insertPrintedPaper(tx, { fileHash, code, form, engagement, visit, printedAt: new Date(atMs) });
  return fileHash;
};
