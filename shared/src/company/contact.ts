import type * as v from 'valibot';
import { onePartKind } from '../operation/parts.ts';
import type { contactFields } from './contact-operations.ts';

/** How a company wants to be told. A letter is the way that always exists: a company has an address. */
export const CONTACT_WAYS = ['mail', 'letter', 'fax', 'call'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

type ContactFields = v.InferOutput<typeof contactFields>;

/** Whether the contact says where to reach the company in this way. */
export const hasWay = (
  { email, telephone, fax, postalAddress }: Pick<ContactFields, 'email' | 'telephone' | 'fax' | 'postalAddress'>,
  way: ContactWay,
): boolean => {
  if (way === 'mail') return email !== null;
  return { letter: postalAddress, fax, call: telephone }[way].trim() !== '';
};

/** One state of a company's contact, with who entered it. */
export type ContactEntry = ContactFields & { readonly by: string; readonly atMs: number };

/**
 * Where the office tells a company what was recorded about it. A kind of its own, keyed by the company's id, because it must
 * never reach an expert's device (L15): whoever could see it could pose as the company, whoever could change it could
 * silence the company. `entries`: newest last, the last one holds. Each renewal makes every earlier link of the company void.
 */
export type CompanyContact = {
  readonly id: string;
  readonly entries: readonly ContactEntry[];
  readonly linkRenewals: readonly { readonly reason: string; readonly by: string; readonly atMs: number }[];
};

export const contactParts = onePartKind<CompanyContact>('B');

/** The contact that holds now; null before the first. */
export const currentContact = (contact: CompanyContact | null): ContactEntry | null => contact?.entries.at(-1) ?? null;

/** The number that the company's links are made with; a link made with another one is void. */
export const linkNumberOf = (contact: CompanyContact | null): number => contact?.linkRenewals.length ?? 0;
