import {
  contentsAnswerSchema,
  type NoticeContent,
  type NoticeRow,
  noticeRowSchema,
  noticesAnswerSchema,
  type NoticeWish,
} from '@banso/shared/notice/notice.ts';
import {
  type AccessPage,
  accessPageSchema,
  type AccessQuery,
  type AccessReport,
  accessReportSchema,
} from '@banso/shared/protocol/access.ts';
import { type BackupsAnswer, backupsAnswerSchema } from '@banso/shared/protocol/backups.ts';
import { confirmationCodeAnswerSchema } from '@banso/shared/protocol/office.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** What the desk asks the server for, beside the records. Never throws. */
export type OfficeTransport = {
  /** The code with which the company confirms this visit by typed name; every look is logged. */
  readonly confirmationCode: (visit: {
    readonly engagement: string;
    readonly visit: string;
  }) => Promise<ServerAnswer<string>>;
  /** What companies were told and have to be told, newest first. */
  readonly notices: () => Promise<ServerAnswer<readonly NoticeRow[]>>;
  /** What these notices say; every look is logged. */
  readonly noticeContents: (
    ids: readonly string[],
  ) => Promise<ServerAnswer<readonly { readonly id: string; readonly content: NoticeContent }[]>>;
  readonly changeNotice: (id: string, wish: NoticeWish) => Promise<ServerAnswer<NoticeRow>>;
  /** Who saw what, newest first: everybody's for those who answer for it, else one's own. */
  readonly accesses: (query: AccessQuery) => Promise<ServerAnswer<AccessPage>>;
  readonly accessReport: (month: string) => Promise<ServerAnswer<AccessReport>>;
  /** When the server was backed up, and what came of it: for those who answer for the office's data. */
  readonly backups: () => Promise<ServerAnswer<BackupsAnswer>>;
  /** What came back after a restore was looked at: numbering and approving go on. */
  readonly endRestoration: (note: string) => Promise<ServerAnswer<null>>;
  readonly signOffAccesses: (review: { readonly month: string; readonly note: string }) => Promise<ServerAnswer<null>>;
};

export const httpOfficeTransport: OfficeTransport = {
  confirmationCode: ({ engagement, visit }) =>
    ask(`/api/engagements/${encodeURIComponent(engagement)}/visits/${encodeURIComponent(visit)}/confirmation-code`, {
      read: (body) => reading(confirmationCodeAnswerSchema)(body)?.code,
      body: {},
    }),
  notices: () => ask('/api/notices', { read: (body) => reading(noticesAnswerSchema)(body)?.notices }),
  noticeContents: (ids) =>
    ask('/api/notices/contents', { read: (body) => reading(contentsAnswerSchema)(body)?.contents, body: { ids } }),
  changeNotice: (id, wish) =>
    ask(`/api/notices/${encodeURIComponent(id)}`, { read: reading(noticeRowSchema), body: { wish } }),
  accesses: (query) =>
    ask(`/api/accesses?${new URLSearchParams(query).toString()}`, { read: reading(accessPageSchema) }),
  accessReport: (month) =>
    ask(`/api/accesses/report?${new URLSearchParams({ month }).toString()}`, { read: reading(accessReportSchema) }),
  backups: () => ask('/api/backups', { read: reading(backupsAnswerSchema) }),
  endRestoration: (note) => ask('/api/backups/restoration/end', { read: () => null, body: { note } }),
  signOffAccesses: (review) => ask('/api/accesses/reviews', { read: () => null, body: review }),
};

const reading =
  <Output>(schema: v.GenericSchema<unknown, Output>) =>
  (body: unknown): Output | undefined => {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? parsed.output : undefined;
  };
