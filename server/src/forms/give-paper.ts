import { createHash } from 'node:crypto';
import { PAPERS } from '@banso/shared/forms/index.ts';
import { appendAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import type { Server } from '../server.ts';
import { insertPrintedPaper } from '../store/printed-papers.ts';
import type { Transaction } from '../store/schema.ts';
import { type PrintedPaper, printPaper } from './print-paper.ts';
import type { PaperAsked } from './paper-data.ts';

/** Prints a paper and remembers its hash before it is handed out: nobody holds a paper of ours that we do not know. */
export const givePaper = async (server: Server, holder: SessionHolder, asked: PaperAsked): Promise<PrintedPaper> => {
  const paper = await printPaper(server, holder, asked);
  const { form, engagement } = asked;
  const atMs = server.clock.nowMs();
  const { tenant, person } = holder;
  const subject = { kind: 'engagement', aggregate: engagement, part: partOf(asked) } as const;
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
    subject,
    atMs,
  }: PrintedPaper & Pick<PaperAsked, 'form' | 'engagement' | 'subject'> & { readonly atMs: number },
): Promise<string> => {
  const fileHash = createHash('sha256').update(pdf).digest('hex');
  await insertPrintedPaper(tx, { fileHash, code, form, engagement, subject, printedAt: new Date(atMs) });
  return fileHash;
};

/** The part of the engagement that a paper is of, for the access log. Throws a RangeError for a paper that is in no register. */
export const partOf = ({ form, subject }: Pick<PaperAsked, 'form' | 'subject'>): string => {
  const paper = PAPERS.get(form);
  if (!paper) throw new RangeError(`there is no paper ${form}`);
  return paper.part(subject);
};
