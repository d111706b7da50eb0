import { PAPERS } from '@banso/shared/forms/index.ts';
import { recordAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { partOf } from './give-paper.ts';
import { type PaperAsked, paperData } from './paper-data.ts';

export type WordCopy = { readonly docx: Uint8Array<ArrayBuffer>; readonly fileName: string };

/**
 * The same paper as a Word document that the office may edit, for whoever may have the PDF. It is no paper of record, and
 * says so on every page: that it was taken is logged, its hash is not kept. Throws what `paperData` throws, and
 * `not_found` for a paper of which there are no copies.
 */
export const giveWordCopy = async (server: Server, holder: SessionHolder, asked: PaperAsked): Promise<WordCopy> => {
  if (!PAPERS.get(asked.form)?.editable) throw new Problem('not_found');
  const data = await paperData(server, holder, asked);
  // Loaded with the first copy: most servers never write one.
  const { writeWordCopy } = await import('./word-copy.ts');
  const docx = await writeWordCopy(data);
  const { form, engagement } = asked;
  const subject = { kind: 'engagement', aggregate: engagement, part: partOf(asked) } as const;
  await recordAccess(server, holder.tenant, [
    {
      event: 'exported',
      purpose: 'papers',
      person: holder.person,
      device: null,
      subject,
      detail: { form, as: 'docx' },
    },
  ]);
  return { docx, fileName: data.fileName };
};
