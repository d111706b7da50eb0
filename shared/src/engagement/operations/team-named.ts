import * as v from 'valibot';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import type { Engagement } from '../engagement.ts';

/**
 * T-2, T-4-1-エ-ア: who supports the company together with the expert. Refused where the programme knows no support officers,
 * or lets nobody visit before the expert is chosen.
 */
export const teamNamed = defineOperation({
  type: 'team-named@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'B',
  label: '支援チームの登録',
  by: ['staff', 'administrator'],
  needs: ['ruleSet'],
  body: v.strictObject({
    officers: v.pipe(
      v.array(
        v.strictObject({
          person: v.nullable(v.string()),
          name: filledTextSchema(100),
          organisation: filledTextSchema(200),
        }),
      ),
      v.maxLength(10),
    ),
    interimExpert: v.nullable(v.string()),
  }),
  apply: (engagement: Engagement, { body }, { ruleSet }) => {
    if (!engagement.core) return refuse('unknown_record');
    if (body.officers.length > 0 && !ruleSet?.supportOfficers) return refuse('not_in_programme', 'officers');
    if (body.interimExpert !== null && ruleSet?.expertChoice.order !== 'free')
      return refuse('not_in_programme', 'interimExpert');
    return done({ ...engagement, team: body });
  },
});
