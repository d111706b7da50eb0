import * as v from 'valibot';
import { CANCELLATION_REASONS, earliestEnd, ORGANIZED_CRIME_GROUNDS } from '../../contract/contract-end.ts';
import { filledTextSchema, textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { dayOfIntent } from '../../person/role-ends.ts';
import { daySchema } from '../../time/day.ts';
import { type ContractEnding, contractState } from '../contract-paper.ts';
import type { Contract, Engagement } from '../engagement.ts';

const common = { kind: 'engagement', nature: 'intent', retention: 'A' } as const;

/**
 * FK-7-1: one side told the other in writing that the contract ends early. Where the office tells it and the contract is long enough,
 * the last day lies so many days behind as the law wants, unless one of its exceptions is named.
 */
export const terminationNotified = defineOperation({
  ...common,
  type: 'termination-notified@1',
  label: '解約の通知',
  by: ['staff', 'approver', 'administrator'],
  needs: ['ruleSet', 'bounds'],
  body: v.strictObject({
    ending: partIdSchema,
    by: v.picklist(['office', 'expert']),
    sentOn: daySchema,
    way: v.picklist(['letter', 'mail', 'inPerson']),
    endsOn: daySchema,
    reason: filledTextSchema(2_000),
    exception: textSchema(500),
  }),
  apply: (engagement: Engagement, operation, context) => {
    const { core, contractEndings } = engagement;
    const { ending: id, ...body } = operation.body;
    const contract = core?.contract;
    if (!contract) return refuse('unknown_record');
    if (contractEndings[id]) return refuse('already_exists', id);
    if (contract.ended) return refuse('wrong_state', contract.ended.how);
    const today = dayOfIntent(operation, context);
    if (body.sentOn > today) return refuse('malformed', 'sentOn');
    if (body.endsOn < body.sentOn || body.endsOn < contract.from || body.endsOn > contract.to)
      return refuse('malformed', 'endsOn');
    const earlyEnd = context.ruleSet?.contract?.earlyEnd;
    const earliest = body.by === 'office' && earlyEnd ? earliestEnd(contract, { toldOn: body.sentOn, earlyEnd }) : null;
    if (earliest !== null && body.endsOn < earliest && body.exception.trim() === '')
      return refuse('notice_too_short', earliest);
    return done(
      withEnding(engagement, contract, {
        id,
        ...body,
        how: 'terminated',
        contract: contract.number,
        recordedBy: operation.actor,
        recordedAtMs: operation.clock.wallMs,
        received: null,
        takenBack: null,
      }),
    );
  },
});

/** FK-7-1: when the other side got the notice, and who took it. */
export const terminationReceived = defineOperation({
  ...common,
  type: 'termination-received@1',
  label: '解約の通知の受領',
  by: ['staff', 'approver', 'administrator', 'expert'],
  needs: ['bounds'],
  body: v.strictObject({ ending: partIdSchema, on: daySchema, by: filledTextSchema(100) }),
  apply: (engagement: Engagement, operation, context) => {
    const { ending: id, on, by } = operation.body;
    const ending = engagement.contractEndings[id];
    if (ending?.how !== 'terminated') return refuse('unknown_record', id);
    if (ending.received || ending.takenBack) return refuse('wrong_state', 'received');
    if (on < ending.sentOn || on > dayOfIntent(operation, context)) return refuse('malformed', 'on');
    const received = { on, by, recordedBy: operation.actor };
    return done({ ...engagement, contractEndings: { ...engagement.contractEndings, [id]: { ...ending, received } } });
  },
});

/** The notice is taken back before its day, or was recorded by mistake: the contract goes on. */
export const terminationTakenBack = defineOperation({
  ...common,
  type: 'termination-taken-back@1',
  label: '解約の通知の取下げ',
  by: ['staff', 'approver', 'administrator'],
  needs: ['bounds'],
  body: v.strictObject({ ending: partIdSchema, reason: filledTextSchema(1_000) }),
  apply: (engagement: Engagement, operation, context) => {
    const { ending: id, reason } = operation.body;
    const { core } = engagement;
    const ending = engagement.contractEndings[id];
    if (!core?.contract || ending?.how !== 'terminated' || ending.takenBack) return refuse('unknown_record', id);
    if (
      core.contract.ended?.ending !== id ||
      contractState(core.contract, dayOfIntent(operation, context)) !== 'noticed'
    )
      return refuse('wrong_state', 'ended');
    const { ended: _, ...contract } = core.contract;
    const takenBack = { reason, by: operation.actor, atMs: operation.clock.wallMs };
    return done({
      ...engagement,
      core: { ...core, contract },
      contractEndings: { ...engagement.contractEndings, [id]: { ...ending, takenBack } },
    });
  },
});

/**
 * FK-8-1, FK-11-1: the contract ends at once, on one of the grounds of its article, with the papers that prove it. Because of
 * organized crime only on a notice of the police, by number and day. Only what was done until then counts.
 */
export const contractCancelled = defineOperation({
  ...common,
  type: 'contract-cancelled@1',
  label: '契約の解除',
  by: ['approver', 'administrator'],
  needs: ['bounds'],
  grave: () => true,
  body: v.strictObject({
    ending: partIdSchema,
    by: v.picklist(['office', 'expert']),
    on: daySchema,
    ground: v.variant('article', [
      v.strictObject({ article: v.literal('ordinary'), code: v.picklist(CANCELLATION_REASONS) }),
      v.strictObject({
        article: v.literal('organizedCrime'),
        code: v.picklist(ORGANIZED_CRIME_GROUNDS),
        policeNumber: filledTextSchema(100),
        policeOn: daySchema,
      }),
    ]),
    reason: filledTextSchema(2_000),
    evidence: v.pipe(
      v.array(v.strictObject({ title: filledTextSchema(200), keptAt: filledTextSchema(200) })),
      v.minLength(1, '根拠の書類を一つ以上書いてください。'),
      v.maxLength(20),
    ),
  }),
  apply: (engagement: Engagement, operation, context) => {
    const { core, contractEndings } = engagement;
    const { ending: id, ...body } = operation.body;
    const contract = core?.contract;
    if (!contract) return refuse('unknown_record');
    if (contractEndings[id]) return refuse('already_exists', id);
    const today = dayOfIntent(operation, context);
    const state = contractState(contract, today);
    if (state === 'cancelled' || state === 'terminated') return refuse('wrong_state', state);
    if (body.on > today || body.on < contract.concludedOn) return refuse('malformed', 'on');
    if (body.ground.article === 'organizedCrime' && (body.by !== 'office' || body.ground.policeOn > today))
      return refuse('malformed', 'ground.policeOn');
    return done(
      withEnding(engagement, contract, {
        id,
        ...body,
        how: 'cancelled',
        contract: contract.number,
        recordedBy: operation.actor,
        recordedAtMs: operation.clock.wallMs,
      }),
    );
  },
});

const withEnding = (engagement: Engagement, contract: Contract, ending: ContractEnding): Engagement => ({
  ...engagement,
  core: engagement.core && {
    ...engagement.core,
    contract: {
      ...contract,
      ended: { on: ending.how === 'terminated' ? ending.endsOn : ending.on, how: ending.how, ending: ending.id },
    },
  },
  contractEndings: { ...engagement.contractEndings, [ending.id]: ending },
});
