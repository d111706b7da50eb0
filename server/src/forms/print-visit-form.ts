import type { FormFacts } from '@banso/shared/forms/form-facts.ts';
import { VISIT_FORMS } from '@banso/shared/forms/index.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { carriesWhole } from '@banso/shared/scope/reach.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { scopesThatShow } from '../store/reach.ts';
import { factsOfVisit } from './facts-of-visit.ts';
import { signPdf } from './sign-pdf.ts';

/** Beside the signature in a reader of PDFs: what the office says with it, and no more. */
const REASON = '記録のとおりに作成した書面';

export type VisitFormAsked = {
  readonly form: string;
  readonly engagement: string;
  readonly visit: string;
  readonly baseUrl: string;
};

/** `code`: what the paper's QR leads to. */
export type PrintedForm = {
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  readonly code: string;
};

/**
 * Prints one paper of a visit from the stored parts, for somebody who sees the engagement.
 * Throws `not_found` for what is not there and for what this person does not see: one same answer (L9); `not_confirmed`,
 * `no_rules`, `no_glyph` when there is nothing to print, `no_printer`, `printing_failed` when it cannot be done.
 */
export const printVisitForm = async (
  server: Server,
  holder: SessionHolder,
  asked: VisitFormAsked,
): Promise<PrintedForm> => {
  const form = VISIT_FORMS.get(asked.form);
  const facts = form ? await readFacts(server, holder, asked) : null;
  if (!form || !facts) throw new Problem('not_found');
  const data = form(facts);
  if ('refused' in data) throw new Problem(data.refused);
  return printSigned(server, holder.tenant, data);
};

/** Prints what a form says and signs it for the office. Throws `no_glyph`, `no_printer`, `printing_failed`. */
export const printSigned = async (server: Server, tenant: string, data: PrintData): Promise<PrintedForm> => {
  const printedAtMs = server.clock.nowMs();
  const printed = await server.printer.print(data, printedAtMs);
  if ('missing' in printed) {
    const characters = printed.missing.map((character) => `「${character}」`).join('');
    throw new Problem('no_glyph', `${characters}を印刷できる書体がありません。`);
  }
  if ('failed' in printed) throw new Problem(printed.failed === 'no_compiler' ? 'no_printer' : 'printing_failed');
  const signer = await server.signers.of(tenant);
  const reason = signer.selfIssued ? `${REASON}（自己発行の証明書による署名）` : REASON;
  const pdf = await signPdf(printed.pdf, signer, { reason, signedAtMs: printedAtMs });
  return { pdf, fileName: data.fileName, code: data.foot.verification.code };
};

/** One snapshot of everything the form may print; null when the visit is not there or not this person's to see. */
const readFacts = (
  { store }: Server,
  { tenant, person }: SessionHolder,
  asked: VisitFormAsked,
): Promise<FormFacts | null> =>
  store.read(tenant, async (tx) => {
    const scopes = await scopesThatShow(tx, { person, kind: 'engagement', id: asked.engagement });
    // A paper shows the signature: whoever does not get that part does not get the paper either.
    return scopes.some((scope) => carriesWhole(scope, 'engagement')) ? factsOfVisit(tx, { tenant, ...asked }) : null;
  });
