import type { PartBody } from '../operation/parts.ts';
import type { Engagement } from './engagement.ts';
import type { PictureRecord } from './photo.ts';

/** Photos of papers of one visit, not counting those taken out again: a paper, its back, and a few that were taken badly. */
export const MAX_PAPERS_PER_VISIT = 20;
/** Photos that one confirmation names. */
export const MAX_PAPERS_PER_CONFIRMATION = 4;

/**
 * A photo of a paper on which the company signed. It is the evidence of a confirmation, so it lives as long as that (class B),
 * unlike the photos of a visit (class C). Source: requirements 3.2 item 10, L12, L16.
 */
export type Paper = PictureRecord;

/** The name of a paper's part. */
export const paperPart = (id: string): `paper/${string}` => `paper/${id}`;

/** The paper in a part's text; null for every other part. */
export const paperInPart = ({ part, body }: Pick<PartBody, 'part' | 'body'>): Paper | null =>
  // The text was written by `engagementParts.toParts`; its shape is that of the part's name.
  part.startsWith('paper/') ? (JSON.parse(body) as Paper) : null;

type Papers = Pick<Engagement, 'papers'>;
type Named = Pick<Engagement, 'papers' | 'confirmations' | 'trips'>;

/** Papers of one visit that nobody took out, oldest first (ids are UUIDv7). */
export const papersOf = ({ papers }: Papers, visit: string): readonly Paper[] =>
  Object.values(papers)
    .filter((paper) => paper.visit === visit && paper.removed === null)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The papers with these ids, in that order; an id that nobody knows names nothing. */
export const papersNamed = ({ papers }: Papers, ids: readonly string[]): readonly Paper[] =>
  ids.flatMap((id) => (Object.hasOwn(papers, id) ? (papers[id] ?? []) : []));

/** Whether a confirmation rests on this paper: from then on it stays. */
const isNamed = ({ confirmations }: Pick<Named, 'confirmations'>, paper: string): boolean =>
  Object.values(confirmations).some(({ manner }) => manner.by === 'paper' && manner.photos.includes(paper));

/** Whether this picture is the receipt of a fare that is asked for (F-5-2). */
const isReceipt = ({ trips }: Pick<Named, 'trips'>, paper: string): boolean =>
  Object.values(trips).some(({ fare }) => fare?.receipt === paper);

/** Whether anything rests on this picture: it stays. */
export const isEvidence = (engagement: Named, paper: string): boolean =>
  isNamed(engagement, paper) || isReceipt(engagement, paper);

/** What somebody photographed for a visit and nothing names yet: a screen goes on with these after a reload. */
export const papersToName = (engagement: Named, { visit, by }: { readonly visit: string; readonly by: string }) =>
  papersOf(engagement, visit).filter((paper) => paper.by === by && !isEvidence(engagement, paper.id));

/** Photos that confirmations of this visit rest on and the server does not have. */
export const papersOnTheirWay = (engagement: Named, visit: string): readonly Paper[] =>
  papersOf(engagement, visit).filter(({ id, stored }) => stored === null && isNamed(engagement, id));

/**
 * Whether these photos can be the evidence of a confirmation of this visit by this person: known, of this visit, recorded by
 * the same person, not taken out, each once. What somebody else photographed proves nothing here.
 */
export const areEvidence = (
  engagement: Papers,
  { photos, visit, by }: { readonly photos: readonly string[]; readonly visit: string; readonly by: string },
): boolean => {
  const papers = papersNamed(engagement, photos);
  return (
    papers.length === photos.length &&
    new Set(photos).size === photos.length &&
    papers.every((paper) => paper.visit === visit && paper.by === by && paper.removed === null)
  );
};

export const withPaper = (engagement: Engagement, paper: Paper): Engagement => ({
  ...engagement,
  papers: { ...engagement.papers, [paper.id]: paper },
});
