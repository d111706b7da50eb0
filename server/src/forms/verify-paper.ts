import { PAPERS } from '@banso/shared/forms/index.ts';
import { PAYMENT_NOTICE } from '@banso/shared/payment/payment-notice.ts';
import type { VerificationAnswer, VerificationRequest } from '@banso/shared/protocol/verification.ts';
import { noticeData } from '../payment/payment-notice.ts';
import type { Server } from '../server.ts';
import { printedPaperByCode, printedPaperByHash } from '../store/printed-papers.ts';
import type { PrintedPaperRow } from '../store/schema.ts';
import { factsOfPaper } from './facts-of-paper.ts';

const UNKNOWN: VerificationAnswer = { result: 'unknown', paper: null };

/**
 * What is known of a paper that somebody holds, by its code or by its file's hash. Whoever asks is nobody in particular: the
 * answer says nothing that the paper does not say itself.
 */
export const verifyPaper = async (
  server: Server,
  { code, fileHash, baseUrl }: VerificationRequest & { readonly baseUrl: string },
): Promise<VerificationAnswer> => {
  const { byHash, byCode } = await server.store.door(async (tx) => ({
    byHash: fileHash === null ? undefined : await printedPaperByHash(tx, fileHash),
    byCode: code === null ? undefined : await printedPaperByCode(tx, code),
  }));
  // A file that we made speaks for itself, whatever code came with it.
  const known = byHash ?? byCode;
  if (!known) return UNKNOWN;
  const { current, paper } = await nowRecorded(server, known, baseUrl);
  if (fileHash !== null && !byHash) return { result: 'altered', paper };
  return { result: current === known.code ? 'genuine' : 'superseded', paper };
};

/** The code that the same paper would carry if it were printed now; null when it can no longer be printed. */
const nowRecorded = async (
  server: Server,
  { tenant, form, engagement, subject, printedAt }: PrintedPaperRow,
  baseUrl: string,
): Promise<{ readonly current: string | null; readonly paper: VerificationAnswer['paper'] }> => {
  const firstPrintedAtMs = printedAt.getTime();
  if (form === PAYMENT_NOTICE) {
    const asked = { tenant, run: engagement, payee: subject, baseUrl };
    const notice = await server.store.read(tenant, (tx) => noticeData(tx, asked));
    return {
      current: notice?.foot.verification.code ?? null,
      paper: { form: notice?.form.name ?? form, number: null, on: null, firstPrintedAtMs },
    };
  }
  const known = PAPERS.get(form);
  const payee = known?.ofPayee ? subject : null;
  const facts = await server.store.read(tenant, (tx) => factsOfPaper(tx, { tenant, engagement, baseUrl, payee }));
  const data = facts && known?.print(facts, subject);
  const visit = facts?.engagement.visits[subject];
  const printed = data && !('refused' in data) ? data : null;
  return {
    current: printed?.foot.verification.code ?? null,
    paper: {
      form: printed ? printed.form.name : form,
      number: visit?.number ?? null,
      on: visit?.time?.on ?? null,
      firstPrintedAtMs,
    },
  };
};
