import type { Confirmation } from '../evidence/confirmation.ts';
import { photosNamedBy, strokesOf } from '../evidence/confirmation.ts';
import { type Shape, shapeOf, shapesDifferencePercent } from '../evidence/strokes-likeness.ts';
import { type Paper, papersNamed } from '../engagement/paper.ts';
import type { Visit, VisitFields } from '../engagement/visit.ts';
import { type Pieces, piecesOf, sharedFrom } from '../lib/text-likeness.ts';
import type { LikePaper, LikeStrokes, LikeText, OtherVisit, VisitRef } from '../operation/context.ts';
import type { RuleSet } from './rule-set.ts';

/** What one expert has done in one engagement, as far as whoever asks may see it. */
export type ExpertWork = {
  readonly engagement: string;
  readonly company: string;
  readonly address: string;
  readonly visits: Readonly<Record<string, Visit>>;
  readonly confirmations: Readonly<Record<string, Confirmation>>;
  readonly papers: Readonly<Record<string, Paper>>;
};

/** One visit in its engagement, and the expert's work elsewhere. */
export type AmongWork = { readonly visit: Visit; readonly own: ExpertWork; readonly elsewhere: readonly ExpertWork[] };

/** Times the expert claims elsewhere, at whose address; all days unless some are named. */
export const otherVisitsIn = (
  elsewhere: readonly ExpertWork[],
  own: Pick<ExpertWork, 'address'>,
  days: ReadonlySet<string> | null = null,
): readonly OtherVisit[] =>
  elsewhere.flatMap((work) =>
    Object.values(work.visits).flatMap((visit) => {
      const { time, status, fields } = visit;
      if (!time?.to || status === 'cancelled' || (days && !days.has(time.on))) return [];
      const { from, to } = time;
      const apart = isApart(work.address, own.address);
      return [{ ...refTo(work, visit), on: time.on, from, to, mode: fields.mode, place: fields.place, apart }];
    }),
  );

/**
 * Texts of the expert's other reports that share enough of their pieces with the same field of this one, most first. Of two
 * reports the one that is judged later says so, so that nobody reads it twice.
 */
export const likeTextsIn = (
  { visit, own, elsewhere }: AmongWork,
  { similarTextPercent }: Pick<RuleSet, 'similarTextPercent'>,
): readonly LikeText[] => {
  if (!similarTextPercent) return [];
  const found: LikeText[] = [];
  const pieces = piecesIn(visit.fields);
  const line = placeInLine(visit);
  for (const work of [own, ...elsewhere])
    for (const { visit: other, place, pieces: its } of comparedIn(work.visits)) {
      if (other.id === visit.id || place >= line) continue;
      for (const field of COMPARED_FIELDS) {
        const percent = sharedFrom(pieces[field], its[field], similarTextPercent.value);
        if (percent !== null) found.push({ ...refTo(work, other), field, percent });
      }
    }
  return found.toSorted((a, b) => b.percent - a.percent);
};

/** Earlier signatures that lie closer to this visit's newest one than a hand can repeat, closest first. */
export const likeStrokesIn = (
  { visit, own, elsewhere }: AmongWork,
  { sameStrokesPercent }: Pick<RuleSet, 'sameStrokesPercent'>,
): readonly LikeStrokes[] => {
  const newest = newestConfirmation(own, visit);
  const shape = newest && shapeIn(newest);
  if (!sameStrokesPercent || !newest || !shape) return [];
  const found: LikeStrokes[] = [];
  for (const work of [own, ...elsewhere])
    for (const { confirmation, visit: drawnAt, shape: its } of drawnIn(work.confirmations)) {
      if (confirmation === newest.id) continue;
      const differencePercent = shapesDifferencePercent(shape, its, sameStrokesPercent.value);
      if (differencePercent === null) continue;
      const of = work.visits[drawnAt];
      if (of && (of.id === visit.id || isJudgedBefore(of, visit)))
        found.push({ ...refTo(work, of), confirmation, differencePercent });
    }
  return found.toSorted((a, b) => a.differencePercent - b.differencePercent);
};

/**
 * Confirmations that rest on a picture which the newest one of this visit names as well: one photo of one paper, used twice.
 * Pictures are compared by the hash of the file that was sent; another photo of the same paper is another picture.
 */
export const likePapersIn = ({ visit, own, elsewhere }: AmongWork): readonly LikePaper[] => {
  const newest = newestConfirmation(own, visit);
  const hashes = new Set(newest ? papersNamed(own, photosNamedBy(newest)).map(({ sha256 }) => sha256) : []);
  if (!newest || hashes.size === 0) return [];
  return [own, ...elsewhere].flatMap((work) =>
    Object.values(work.confirmations).flatMap((other): readonly LikePaper[] => {
      const of = work.visits[other.visit];
      // The same words entered twice from one paper are no other use of it.
      const isOther = other.id !== newest.id && (other.visit !== visit.id || other.text !== newest.text);
      if (!isOther || !of || !(of.id === visit.id || isJudgedBefore(of, visit))) return [];
      const same = papersNamed(work, photosNamedBy(other)).some(({ sha256 }) => hashes.has(sha256));
      return same ? [{ ...refTo(work, of), confirmation: other.id }] : [];
    }),
  );
};

const newestConfirmation = ({ confirmations }: ExpertWork, visit: Visit): Confirmation | undefined =>
  Object.values(confirmations)
    .filter((one) => one.visit === visit.id)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .at(-1);

const COMPARED_FIELDS = ['content', 'effect', 'gist'] as const;

/** Below this a text is a title: two of them may be alike without one being taken from the other. */
const SHORTEST_COMPARED = 40;

const piecesIn = (fields: VisitFields): PiecesByField => {
  const known = piecesByFields.get(fields);
  if (known) return known;
  const of = (text: string) => piecesOf(text, SHORTEST_COMPARED);
  const pieces = { content: of(fields.content), effect: of(fields.effect), gist: of(fields.gist) };
  piecesByFields.set(fields, pieces);
  return pieces;
};

type PiecesByField = Readonly<Record<(typeof COMPARED_FIELDS)[number], Pieces>>;

/** A report's fields are the same object until it changes: one desk compares them with dozens of others. */
const piecesByFields = new WeakMap<VisitFields, PiecesByField>();

/** The visits of one engagement as they are compared, in line; those that did not take place are not. */
const comparedIn = (visits: ExpertWork['visits']): readonly Compared[] => {
  const known = comparedByVisits.get(visits);
  if (known) return known;
  const compared = Object.values(visits).flatMap((visit): readonly Compared[] =>
    visit.status === 'cancelled' ? [] : [{ visit, place: placeInLine(visit), pieces: piecesIn(visit.fields) }],
  );
  comparedByVisits.set(visits, compared);
  return compared;
};

type Compared = { readonly visit: Visit; readonly place: string; readonly pieces: PiecesByField };

/** The drawn signatures of one engagement. */
const drawnIn = (confirmations: ExpertWork['confirmations']): readonly Drawn[] => {
  const known = drawnByConfirmations.get(confirmations);
  if (known) return known;
  const drawn = Object.values(confirmations).flatMap((confirmation): readonly Drawn[] => {
    const shape = shapeIn(confirmation);
    return shape ? [{ confirmation: confirmation.id, visit: confirmation.visit, shape }] : [];
  });
  drawnByConfirmations.set(confirmations, drawn);
  return drawn;
};

type Drawn = { readonly confirmation: string; readonly visit: string; readonly shape: Shape };

const shapeIn = (confirmation: Confirmation): Shape | null => {
  const strokes = strokesOf(confirmation);
  return strokes && shapeOf(strokes);
};

/** An engagement's records are the same objects until one of them changes, and every other visit of the expert is compared with them. */
const comparedByVisits = new WeakMap<ExpertWork['visits'], readonly Compared[]>();
const drawnByConfirmations = new WeakMap<ExpertWork['confirmations'], readonly Drawn[]>();

/** What is approved has been judged; else the earlier visit comes first. */
const isJudgedBefore = (other: Visit, visit: Visit): boolean =>
  other.id !== visit.id && other.status !== 'cancelled' && placeInLine(other) < placeInLine(visit);

const placeInLine = (visit: Visit): string => {
  const known = places.get(visit);
  if (known !== undefined) return known;
  const { id, status, time } = visit;
  const place = [status === 'approved' ? 0 : 1, time?.on ?? '9', time?.from ?? '', id].join();
  places.set(visit, place);
  return place;
};

/** A visit is the same object until it changes, and is asked of by every later one. */
const places = new WeakMap<Visit, string>();

const refTo = ({ engagement, company }: ExpertWork, { id, number }: Visit): VisitRef => ({
  engagement,
  visit: id,
  company,
  number,
});

/** Two companies at two addresses; unknown addresses are taken for one. */
const isApart = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((text) => text.normalize('NFKC').replace(/[\s\-‐−ー]/g, ''));
  return one !== '' && other !== '' && one !== other;
};
