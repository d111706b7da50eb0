import type { NoticeWhy } from '@banso/shared/notice/notice.ts';
import { createTransport } from 'nodemailer';

export type Mail = {
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every try, so that a mail box which gets it twice shows it once. */
  readonly messageId: string;
};

/** `final`: the mail server will never take it; anything else may go better later. */
export type MailOutcome = { readonly sent: true } | { readonly why: NoticeWhy; readonly final: boolean };

export type Mailer = {
  readonly send: (mail: Mail) => Promise<MailOutcome>;
  /** Ends what is under way. */
  readonly close: () => void;
};

export type MailSettings = {
  readonly smtpUrl: string;
  /** The address mails come from. */
  readonly from: string;
  /** A try that takes longer has failed. */
  readonly limitMs: number;
};

/** Mails by SMTP, one connection each. Never throws: every try has an outcome, and none is told to the log but as a word. */
export const openMailer = ({ smtpUrl, from, limitMs }: MailSettings): Mailer => {
  const transport = createTransport(smtpUrl);
  // By hand: a signal composed by AbortSignal.any may be collected before it fires (Node 20).
  const underWay = new Set<AbortController>();
  return {
    send: async ({ to, fromName, subject, text, messageId }) => {
      const abort = new AbortController();
      const limit = setTimeout(() => abort.abort(), limitMs);
      underWay.add(abort);
      try {
        const sent = await transport.sendMail({
          from: { name: fromName, address: from },
          to: { name: '', address: to },
          subject,
          text,
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: abort.signal,
        });
        return sent.accepted.length > 0 ? { sent: true } : { why: 'refused', final: true };
      } catch (error) {
        return outcomeOf(error);
      } finally {
        clearTimeout(limit);
        underWay.delete(abort);
      }
    },
    close: () => {
      for (const abort of underWay) abort.abort();
      transport.close();
    },
  };
};

/** By the codes of the library and of SMTP, never by the words of a message. */
const outcomeOf = (error: unknown): MailOutcome => {
  const { code, responseCode, name } = error as { code?: unknown; responseCode?: unknown; name?: unknown };
  if (code === 'EAUTH' || code === 'ENOAUTH') return { why: 'notSignedIn', final: false };
  // Of this receiver or this mail. Any other no is about the connection, and may be mended by the administrator.
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (typeof responseCode === 'number' && responseCode >= 500 && aboutMail) return { why: 'refused', final: true };
  if (typeof responseCode === 'number' && responseCode >= 400) return { why: 'refusedForNow', final: false };
  if (name === 'AbortError' || code === 'ETIMEDOUT') return { why: 'slow', final: false };
  return { why: 'unreachable', final: false };
};
