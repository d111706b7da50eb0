import { confirmationBodySchema, isDisproved } from '../../evidence/confirmation.ts';
import { sha256Hex } from '../../lib/hash.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

/**
 * The company confirmed what it read, on the expert's phone. Kept as it came, whatever became of the visit since: whether it
 * still counts is computed from the visit's facts (L12).
 */
export const confirmationSigned = defineOperation({
  type: 'confirmation-signed@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'B',
  label: '会社の確認',
  by: ['expert'],
  needs: ['bounds'],
  body: confirmationBodySchema,
  apply: (engagement: Engagement, operation, { bounds, deviceProof, codeProof }) => {
    if (!engagement.core) return refuse('unknown_record');
    const { confirmation: id, ...body } = operation.body;
    if (engagement.confirmations[id]) return refuse('already_exists', id);
    const confirmation = {
      id,
      ...body,
      device: operation.device,
      operation: operation.id,
      reading: operation.clock,
      bounds,
      deviceProof,
      codeProof,
    };
    const proven = sha256Hex(body.text) === body.hash && !isDisproved(confirmation);
    const late = engagement.visits[body.visit]?.status === 'approved';
    return done(
      { ...engagement, confirmations: { ...engagement.confirmations, [id]: confirmation } },
      ...(proven ? [] : (['signature_unproven'] as const)),
      ...(late ? (['late_fact'] as const) : []),
    );
  },
});
