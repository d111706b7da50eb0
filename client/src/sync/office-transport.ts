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
};

export const httpOfficeTransport: OfficeTransport = {
  confirmationCode: ({ engagement, visit }) =>
    ask(`/api/engagements/${encodeURIComponent(engagement)}/visits/${encodeURIComponent(visit)}/confirmation-code`, {
      read: (body) => {
        const parsed = v.safeParse(confirmationCodeAnswerSchema, body);
        return parsed.success ? parsed.output.code : undefined;
      },
      body: {},
    }),
};
