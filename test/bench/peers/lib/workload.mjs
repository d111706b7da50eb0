// The work that everybody does: visits of a support centre, each made by six edits. Visit n is the same in every process.
import { createHash } from 'node:crypto';
import { handwriting } from '../../page/handwriting.ts';
import { reportText } from '../../page/report-text.ts';
import { randomFrom } from '../../../support/random-from.ts';

export const EDITS_PER_VISIT = 6;
const POINTS = 500;

export const visitId = (n) => `v${String(n).padStart(6, '0')}-${md5(`visit ${n}`).slice(0, 12)}`;
export const numberOf = (id) => Number(id.slice(1, 7));

/** The day and half day a visit takes place: two a day for each expert. */
export const planOf = (place) => ({
  on: new Date(Date.UTC(2026, 3, 13 + Math.floor(place / 2))).toISOString().slice(0, 10),
  ...(place % 2 === 0 ? { from: '09:00', to: '12:10' } : { from: '13:00', to: '16:10' }),
});

/** What a visit brings: reports of some hundred characters, and a signature of five hundred points with their times. */
export const contentOf = (n) => {
  const random = randomFrom(n * 7_919 + 20_261_122);
  const content = reportText(random, 200 + Math.floor(random() * 200));
  const strokes = underFinger(handwriting(random, POINTS));
  return {
    gist: reportText(random, 60),
    content,
    effect: reportText(random, 100 + Math.floor(random() * 100)),
    nextContent: reportText(random, 60),
    strokes,
  };
};

/** Most screens tell the same pressure for every point of a finger; the others carry none at all. */
const underFinger = (drawing) => ({
  ...drawing,
  strokes: drawing.strokes.map((stroke) => ({ ...stroke, p: stroke.p.map((_, i) => (i === 0 ? 128 : 0)) })),
});

/** The points of a signature as an SVG path: what those carry who know nothing of strokes. Without times and pressure. */
export const pathOf = ({ strokes }) =>
  strokes
    .map(({ x, y }) => {
      let [px, py] = [0, 0];
      return x.map((dx, i) => {
        px += dx;
        py += y[i];
        return `${i === 0 ? 'M' : 'L'}${(px / 10).toFixed(1)} ${(py / 10).toFixed(1)}`;
      });
    })
    .flat()
    .join('');

/** The six edits of a visit in their order, as fields that are set. */
export const editsOf = (n) => {
  const id = visitId(n);
  const { gist, content, effect, nextContent, strokes } = contentOf(n);
  const at = (minutes) => new Date(Date.UTC(2026, 3, 13) + n * 3_600_000 + minutes * 60_000).toISOString();
  return [
    { expert: `expert-${n % 50}`, company: md5(`company ${n % 200}`), startedAt: at(0), status: 'started', rev: 1 },
    { place: '本社工場', present: '見本 太郎、見本 花子', gist, rev: 2 },
    { endedAt: at(184), status: 'ended', rev: 3 },
    { content, effect, progress: 'asPlanned', nextContent, nextOn: '2027-01-15', rev: 4 },
    { signature: pathOf(strokes), signedBy: '見本 太郎', signedAt: at(188), status: 'signed', rev: 5 },
    { submittedAt: at(189), status: 'submitted', rev: 6 },
  ].map((set, step) => ({ id, step, set }));
};

export const finalVisit = (n) => Object.assign({ id: visitId(n) }, ...editsOf(n).map(({ set }) => set));

/** All first edits of these visits, then all second ones …: some take a round at once. */
export const roundsOf = (from, to) => {
  const visits = Array.from({ length: to - from }, (_, k) => editsOf(from + k));
  return Array.from({ length: EDITS_PER_VISIT }, (_, step) => visits.map((edits) => edits[step]));
};

/** What must have arrived of a visit, whoever carried it. */
export const digestOf = ({ gist, content, effect, nextContent, signature, status }) =>
  md5(JSON.stringify([gist, content, effect, nextContent, signature, status]));

const md5 = (text) => createHash('md5').update(text).digest('hex');
