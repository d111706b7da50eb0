import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { signPdf } from './sign-pdf.ts';

/** Beside the signature in a reader of PDFs: what the office says with it, and no more. */
const REASON = '記録のとおりに作成した書面';

/** `code`: what the paper's QR leads to. */
export type PrintedPaper = {
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  readonly code: string;
};

/** Prints what a form says and signs it for the office. Throws `no_glyph`, `no_printer`, `printing_failed`. */
export const printSigned = async (server: Server, tenant: string, data: PrintData): Promise<PrintedPaper> => {
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
