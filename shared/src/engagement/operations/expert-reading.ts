import * as v from 'valibot';
import { sha256Hex } from '../../lib/hash.ts';
import { filledTextSchema } from '../../lib/text.ts';
import { defineOperation, done, type Outcome } from '../../operation/define.ts';
import { refuse } from '../../operation/refusals.ts';
import { dayInJapan, daySchema } from '../../time/day.ts';
import type { Engagement } from '../engagement.ts';
import { type ExpertReading, expertReads, readingEndsOn, readingIsOver, readingSaid } from '../expert-reading.ts';
import { expertInCharge } from '../team.ts';

const contract = filledTextSchema(60);

/** 契約書第9条: the days that the programme leaves after the contract are over. The server says so, once a day. */
export const expertReadingEnded = defineOperation({
  type: 'expert-reading-ended@1',
  kind: 'engagement',
  nature: 'fact',
  retention: 'A',
  label: '専門家の閲覧の終了',
  by: [],
  needs: ['ruleSet'],
  body: v.strictObject({ contract, lastDay: daySchema }),
  apply: (engagement: Engagement, { actor, clock, body }, { ruleSet }) => {
    if (engagement.core?.contract?.number !== body.contract) return refuse('unknown_record');
    if (readingEndsOn(engagement, ruleSet) !== body.lastDay) return refuse('wrong_state', 'lastDay');
    if (!readingIsOver(engagement, ruleSet, dayInJapan(clock.wallMs))) return refuse('wrong_state', 'reads');
    return withReading(engagement, { open: false, until: null, reason: '', by: actor, atMs: clock.wallMs });
  },
});

/** What the author must have seen: how the reading stands. */
export const readingBasis = (engagement: Pick<Engagement, 'core' | 'team'>): string | null => {
  const said = readingSaid(engagement);
  return said && sha256Hex(JSON.stringify(['banso-reading-basis-1', said]));
};

/** By hand and with a reason: ended before its day, or opened again for something that came up afterwards. */
export const expertReadingChanged = defineOperation({
  type: 'expert-reading-changed@1',
  kind: 'engagement',
  nature: 'intent',
  retention: 'A',
  label: '専門家の閲覧の終了・再開',
  by: ['approver', 'administrator'],
  needs: [],
  body: v.pipe(
    v.strictObject({ contract, open: v.boolean(), until: v.nullable(daySchema), reason: filledTextSchema(500) }),
    v.check(({ open, until }) => open === (until !== null), '再開するときは、最後の日が必要です。'),
  ),
  basis: readingBasis,
  apply: (engagement: Engagement, { actor, clock, body: { contract: number, ...said } }) => {
    if (engagement.core?.contract?.number !== number) return refuse('unknown_record');
    if (actor === expertInCharge(engagement)) return refuse('self_approval');
    if (said.until !== null && said.until < dayInJapan(clock.wallMs)) return refuse('malformed', 'until');
    if (!said.open && !expertReads(engagement)) return refuse('wrong_state', 'ended');
    return withReading(engagement, { ...said, by: actor, atMs: clock.wallMs });
  },
});

/** The engagement with this said of its contract and its expert; refused where there is nobody who could read. */
const withReading = (engagement: Engagement, said: Omit<ExpertReading, 'contract' | 'expert'>): Outcome<Engagement> => {
  const { core } = engagement;
  const expert = expertInCharge(engagement);
  if (!core?.contract || expert === null) return refuse('unknown_record');
  return done({ ...engagement, core: { ...core, reading: { contract: core.contract.number, expert, ...said } } });
};
