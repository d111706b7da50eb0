import { recordAccess } from '../access/record-access.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { type VisitFormAsked, visitFormData } from './visit-form-data.ts';

export type WordCopy = { readonly docx: Uint8Array<ArrayBuffer>; readonly fileName: string };

/** Not the slip that a company signs by hand: what it signs is what was recorded, and nothing that somebody edited. */
const COPIED: readonly string[] = ['visit-report', 'confirmation-slip'];

/**
 * The same paper as a Word document that the office may edit, for whoever may have the PDF. It is no paper of record, and
 * says so on every page: that it was taken is logged, its hash is not kept. Throws what `visitFormData` throws, and
 * `not_found` for a paper of which there are no copies.
 */
export const giveWordCopy = async (server: Server, holder: SessionHolder, asked: VisitFormAsked): Promise<WordCopy> => {
  if (!COPIED.includes(asked.form)) throw new Problem('not_found');
  const data = await visitFormData(server, holder, asked);
  // Loaded with the first copy: most servers never write one.
  const { writeWordCopy } = await import('./word-copy.ts');
  const docx = await writeWordCopy(data);
  const { form, engagement, visit } = asked;
  const subject = { kind: 'engagement', aggregate: engagement, part: `visit/${visit}` } as const;
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
