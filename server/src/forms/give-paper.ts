import { PAPERS } from '@banso/shared/forms/index.ts';
import { appendAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import type { Server } from '../server.ts';
import { type PaperAsked, paperData } from './paper-data.ts';
import type { PrintedPaper } from './print-paper.ts';
import { printedOrKept } from './printed-or-kept.ts';
import { rememberPaper } from './remember-paper.ts';

/**
 * Prints a paper from the stored parts, for somebody who sees what it shows, and remembers its hash before it is handed out: nobody
 * holds a paper of ours that we do not know. Throws what `paperData` and `printSigned` throw.
 */
export const givePaper = async (server: Server, holder: SessionHolder, asked: PaperAsked): Promise<PrintedPaper> => {
  const data = await paperData(server, holder, asked);
  const paper = await printedOrKept(server, holder.tenant, { ...asked, data });
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

/** The part of the engagement that a paper is of, for the access log. Throws a RangeError for a paper that is in no register. */
export const partOf = ({ form, subject }: Pick<PaperAsked, 'form' | 'subject'>): string => {
  const paper = PAPERS.get(form);
  if (!paper) throw new RangeError(`there is no paper ${form}`);
  return paper.part(subject);
};
