import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';
import { isEvidence, MAX_PAPERS_PER_VISIT, papersOf, withPaper } from '../paper.ts';
import { keptPictureEntries, sentPictureEntries } from '../photo.ts';

const common = { kind: 'engagement', retention: 'B', needs: [] } as const;

/**
 * A paper on which the company signed was photographed or scanned. Recorded at once, before anything is said of it: a phone
 * that reloads behind the camera loses no photo. The bytes follow on their own way (decision 009); only a confirmation that
 * names it makes it evidence.
 */
export const paperAdded = defineOperation({
  ...common,
  type: 'paper-added@1',
  nature: 'fact',
  label: '紙の写しの追加',
  by: ['expert', 'staff', 'approver', 'administrator'],
  body: v.strictObject({ visit: partIdSchema, paper: partIdSchema, ...sentPictureEntries }),
  apply: (engagement: Engagement, operation) => {
    if (!engagement.core) return refuse('unknown_record');
    const { paper: id, ...body } = operation.body;
    if (engagement.papers[id]) return refuse('already_exists', id);
    if (papersOf(engagement, body.visit).length >= MAX_PAPERS_PER_VISIT) return refuse('too_many_photos');
    const { actor, id: own, clock } = operation;
    const paper = { id, ...body, by: actor, atMs: clock.wallMs, operation: own, stored: null, removed: null };
    return done(withPaper(engagement, paper));
  },
});

/**
 * Whoever photographed a paper takes the photo out again, because it was blurred or the wrong one. Refused once a
 * confirmation names it: from then on it is the company's word, and nobody takes that out. The same for the receipt of a fare.
 */
export const paperRemoved = defineOperation({
  ...common,
  type: 'paper-removed@1',
  nature: 'intent',
  label: '紙の写しの取外し',
  by: ['expert', 'staff', 'approver', 'administrator'],
  body: v.strictObject({ visit: partIdSchema, paper: partIdSchema, reason: filledTextSchema(500) }),
  apply: (engagement: Engagement, operation) => {
    const { paper: id, visit, reason } = operation.body;
    const paper = engagement.papers[id];
    if (paper?.visit !== visit) return refuse('unknown_record', id);
    if (paper.by !== operation.actor) return refuse('not_allowed');
    if (isEvidence(engagement, id)) return refuse('paper_is_evidence', id);
    if (paper.removed) return refuse('wrong_state', 'removed');
    const removed = { by: operation.actor, atMs: operation.clock.wallMs, reason };
    return done(withPaper(engagement, { ...paper, removed }));
  },
});

/** The server has a paper's bytes: written by the server itself in the transaction that keeps them. */
export const paperStored = defineOperation({
  ...common,
  type: 'paper-stored@1',
  nature: 'fact',
  label: '紙の写しの受領',
  by: [],
  body: v.strictObject({ visit: partIdSchema, paper: partIdSchema, ...keptPictureEntries }),
  apply: (engagement: Engagement, operation) => {
    const { paper: id, visit, ...kept } = operation.body;
    const paper = engagement.papers[id];
    if (paper?.visit !== visit) return refuse('unknown_record');
    if (paper.stored) return refuse('already_exists', id);
    return done(withPaper(engagement, { ...paper, stored: { ...kept, atMs: operation.clock.wallMs } }));
  },
});
