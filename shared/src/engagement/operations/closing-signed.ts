import * as v from 'valibot';
import { confirmationBodySchema, strokesMannerSchema } from '../../evidence/confirmation.ts';
import { sha256Hex } from '../../lib/hash.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { ClosingConfirmation } from '../closing-confirmation.ts';
import type { Engagement } from '../engagement.ts';

const { visit: _visit, ...entries } = confirmationBodySchema.entries;

/** What a device records at the end: as for a visit, under the text of all rows. */
export const closingBodySchema = v.strictObject({
  ...entries,
  text: v.pipe(v.string(), v.maxLength(40_000)),
  manner: strokesMannerSchema,
});

/** FY5-14: the company signed for all visits, on the expert's phone. Kept as it came; whether it counts is computed (L12). */
export const closingSigned = defineOperation({
  type: 'closing-signed@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '支援事業者の確認（全部の回）',
  by: ['expert'],
  needs: ['bounds'],
  body: closingBodySchema,
  apply: (engagement: Engagement, operation, { bounds, deviceProof }) => {
    if (!engagement.core) return refuse('unknown_record');
    const { confirmation: id, ...body } = operation.body;
    if (engagement.closingConfirmations[id]) return refuse('already_exists', id);
    const { device, clock, id: own } = operation;
    const confirmation: ClosingConfirmation = {
      ...body,
      id,
      device,
      operation: own,
      reading: clock,
      bounds,
      deviceProof,
    };
    const proven = sha256Hex(body.text) === body.hash && deviceProof !== false;
    return done(
      { ...engagement, closingConfirmations: { ...engagement.closingConfirmations, [id]: confirmation } },
      ...(proven ? [] : (['signature_unproven'] as const)),
    );
  },
});
