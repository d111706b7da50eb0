import { type CompanyPage, companyPageSchema, type ObjectionRequest } from '@banso/shared/protocol/company-page.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** What a company's own page asks, with the secret of its link in the body. Never throws. */
type CompanyTransport = {
  readonly page: (token: string) => Promise<ServerAnswer<CompanyPage>>;
  readonly object: (request: ObjectionRequest) => Promise<ServerAnswer<CompanyPage>>;
};

export const httpCompanyTransport: CompanyTransport = {
  page: (token) => ask('/api/company/page', { read, body: { token } }),
  object: (request) => ask('/api/company/objections', { read, body: request }),
};

const read = (body: unknown): CompanyPage | undefined => {
  const parsed = v.safeParse(companyPageSchema, body);
  return parsed.success ? parsed.output : undefined;
};
