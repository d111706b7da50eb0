import type { PictureRecord } from '../engagement/photo.ts';
import type { PartBody } from '../operation/parts.ts';

/** What a picture of an account shows: the passbook's cover, its inside page, or the bank's own screen where there is no passbook. */
export const PASSBOOK_VIEWS = ['cover', 'inside', 'screen'] as const;
export type PassbookView = (typeof PASSBOOK_VIEWS)[number];

export const PASSBOOK_VIEW_LABELS: Readonly<Record<PassbookView, string>> = {
  cover: '通帳の表紙',
  inside: '通帳を開いた内側のページ',
  screen: 'アプリ・WEB通帳の画面',
};

/** Pictures that one person keeps, not counting those taken out again. */
export const MAX_PASSBOOK_PICTURES = 12;

/** A picture of an account (FY6-10): bank data of class D, erased with it. */
export type PassbookPicture = Omit<PictureRecord, 'visit' | 'afterApproval'> & {
  readonly shows: PassbookView;
  /** Its bytes were disposed of: the key that opened them is destroyed. */
  readonly erased?: { readonly atMs: number };
};

/**
 * Whose key seals a picture's bytes: each has one of its own, so that it can be disposed of after its time and the next account of the
 * same person still be registered. `aggregate`: `payee/<person>`.
 */
export const passbookKeyOwner = (aggregate: string, part: string): string => `${aggregate}/${part}`;

/** The name of a passbook picture's part. */
export const passbookPart = (id: string): `picture/${string}` => `picture/${id}`;

/** The picture in a part's text; null for every other part. */
export const passbookInPart = ({ part, body }: Pick<PartBody, 'part' | 'body'>): PassbookPicture | null =>
  // The text was written by `payeeParts.toParts`; its shape is that of the part's name.
  part.startsWith('picture/') ? (JSON.parse(body) as PassbookPicture) : null;
