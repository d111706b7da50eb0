import { type GuestConfirmRequest, type GuestPage, guestPageSchema } from '@banso/shared/protocol/guest.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** What a company's own phone asks, with the secret of its link in the body. Never throws. */
type GuestTransport = {
  readonly page: (token: string) => Promise<ServerAnswer<GuestPage>>;
  readonly confirm: (request: GuestConfirmRequest) => Promise<ServerAnswer<GuestPage>>;
};

export const httpGuestTransport: GuestTransport = {
  page: (token) => ask('/api/guest/page', { read, body: { token } }),
  confirm: (request) => ask('/api/guest/confirm', { read, body: request }),
};

const read = (body: unknown): GuestPage | undefined => {
  const parsed = v.safeParse(guestPageSchema, body);
  return parsed.success ? parsed.output : undefined;
};
