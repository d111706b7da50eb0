import type { BodyOf } from '@banso/shared/operation/register.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import type { ServerOperation } from './server-recorder.ts';

type Contact = Omit<BodyOf['company-contact-registered@1'], 'givenOn'>;

/** Invented contacts, one of each way; `.example` reaches nobody (RFC 2606). A company without one is told by letter. */
const CONTACTS: Readonly<Record<string, Contact>> = {
  'sample-noodles': {
    email: 'uketsuke@minorino.example',
    telephone: '092-000-0001',
    fax: '',
    postalAddress: '',
    preferred: 'mail',
    givenBy: '川上 麻衣',
  },
  'sample-dyeing': {
    email: null,
    telephone: '092-000-0002',
    fax: '092-000-0012',
    postalAddress: '',
    preferred: 'fax',
    givenBy: '樋口 藍',
  },
  'sample-precision': {
    email: null,
    telephone: '092-000-0003',
    fax: '',
    postalAddress: '',
    preferred: 'call',
    givenBy: '宗像 健',
  },
};

/** The contacts of these companies, as the office's administrator entered them. */
export const contactOperations = ({
  companies,
  administrator,
  atMs,
}: {
  readonly companies: readonly string[];
  readonly administrator: string;
  readonly atMs: number;
}): readonly ServerOperation[] =>
  companies.flatMap((aggregate) => {
    const contact = CONTACTS[aggregate];
    const by = { kind: 'contact', aggregate, actor: administrator, atMs } as const;
    return contact
      ? [{ ...by, type: 'company-contact-registered@1', body: { ...contact, givenOn: dayInJapan(atMs) } }]
      : [];
  });
