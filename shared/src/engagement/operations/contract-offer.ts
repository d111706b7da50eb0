import * as v from 'valibot';
import { type ContractParty, contractValues } from '../../contract/contract-values.ts';
import { fillClauses } from '../../contract/slots.ts';
import { filledTextSchema, textSchema } from '../../lib/text.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { dayOfIntent } from '../../person/role-ends.ts';
import { ruleSetOn } from '../../programme/programme.ts';
import { daySchema } from '../../time/day.ts';
import { needsContract, openPaper, withContractPaper } from '../contract-paper.ts';
import type { Engagement } from '../engagement.ts';

const common = { kind: 'engagement', retention: 'A' } as const;

const partySchema = v.strictObject({
  kind: v.picklist(['individual', 'corporation']),
  address: filledTextSchema(300),
  company: textSchema(200),
  title: textSchema(100),
  name: filledTextSchema(100),
}) satisfies v.GenericSchema<ContractParty>;

/**
 * F-2-3, FK-0-1…FK-5-2: a contract is offered to the expert who was chosen. Everything it says is fixed here, from the approved
 * words of the programme and the records; the server then prints it, and that file is what is signed.
 */
export const contractOffered = defineOperation({
  ...common,
  type: 'contract-offered@1',
  nature: 'intent',
  label: '契約書の提示',
  by: ['staff', 'administrator'],
  needs: ['parties', 'bounds', 'contractBasis'],
  body: v.strictObject({
    paper: partIdSchema,
    text: partIdSchema,
    number: filledTextSchema(60),
    from: daySchema,
    to: daySchema,
    route: v.picklist(['electronic', 'paper']),
    party: partySchema,
  }),
  apply: (engagement: Engagement, operation, context) => {
    const { core, contractPapers } = engagement;
    const { contractBasis: basis, parties } = context;
    const { paper: id, text: textId, number, from, to, route, party } = operation.body;
    if (!core || !basis) return refuse('unknown_record');
    if (!core.expert) return refuse('wrong_state', 'expert');
    if (to < from) return refuse('malformed', 'to');
    if (party.kind === 'corporation' && party.company.trim() === '') return refuse('malformed', 'party.company');
    const numbers = [core.contract, ...(core.formerContracts ?? [])].flatMap((one) => one?.number ?? []);
    if (contractPapers[id] || openPaper(engagement) || numbers.includes(number))
      return refuse('already_exists', number);
    const on = dayOfIntent(operation, context);
    if (!needsContract(engagement, on)) return refuse('already_exists', core.contract?.number ?? number);
    const company = parties?.company ?? '';
    if (company.trim() === '') return refuse('company_blank');
    const ruleSet = ruleSetOn(basis, on);
    if (!ruleSet?.contract || !ruleSet.contractForm) return refuse('not_in_programme', 'contract');
    if (route === 'electronic' && !ruleSet.contract.electronic.value) return refuse('not_in_programme', 'electronic');
    const text = basis.texts.find((one) => one.id === textId);
    if (!text?.approved || text.validFrom > on || !(text.official || basis.sample))
      return refuse('contract_text_missing');
    const values = contractValues({ text, ruleSet, party, company, number, from, to });
    const { blocks, blank } = fillClauses(text.clauses, values);
    if (blank.length > 0) return refuse('contract_blank', ...blank);
    return done(
      withContractPaper(engagement, {
        id,
        number,
        route,
        expert: core.expert,
        company,
        party,
        office: text.office,
        from,
        to,
        ruleSet: { id: ruleSet.id, version: ruleSet.version },
        text: { id: text.id, version: text.version, hash: text.hash, official: text.official },
        blocks,
        closing: route === 'paper' ? text.closingOnPaper : text.closingElectronic,
        terms: text.terms,
        offered: { by: operation.actor, atMs: operation.clock.wallMs, on, operation: operation.id },
        file: null,
        signedByExpert: null,
        signedByOffice: null,
        originals: null,
        ended: null,
        concludedOn: null,
        conditions: null,
      }),
    );
  },
});

/** The server printed the offered contract: from now on this file, and no other, is what is signed. */
export const contractPrinted = defineOperation({
  ...common,
  type: 'contract-printed@1',
  nature: 'fact',
  label: '契約書の作成',
  by: [],
  needs: [],
  body: v.strictObject({
    paper: partIdSchema,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  apply: (engagement: Engagement, { clock, body: { paper: id, sha256, bytes } }) => {
    const paper = engagement.contractPapers[id];
    if (!paper) return refuse('unknown_record', id);
    if (paper.file) return refuse('already_exists', id);
    return done(withContractPaper(engagement, { ...paper, file: { sha256, bytes, atMs: clock.wallMs } }));
  },
});

const ofPaper = v.strictObject({ paper: partIdSchema, reason: filledTextSchema(1_000) });

/** The office takes an offer back, before it is concluded. Nothing is deleted; another offer may follow. */
export const contractWithdrawn = defineOperation({
  ...common,
  type: 'contract-withdrawn@1',
  nature: 'intent',
  label: '契約書の提示の取下げ',
  by: ['staff', 'administrator'],
  needs: [],
  body: ofPaper,
  apply: (engagement: Engagement, operation) => endOffer(engagement, operation, 'withdrawn'),
});

/** The expert does not agree, and says why. */
export const contractDeclined = defineOperation({
  ...common,
  type: 'contract-declined@1',
  nature: 'intent',
  label: '契約の辞退',
  by: ['expert'],
  needs: [],
  body: ofPaper,
  apply: (engagement: Engagement, operation) =>
    engagement.contractPapers[operation.body.paper]?.expert === operation.actor
      ? endOffer(engagement, operation, 'declined')
      : refuse('unknown_record', operation.body.paper),
});

const endOffer = (
  engagement: Engagement,
  {
    actor,
    clock,
    body: { paper: id, reason },
  }: {
    readonly actor: string;
    readonly clock: { readonly wallMs: number };
    readonly body: { readonly paper: string; readonly reason: string };
  },
  how: 'withdrawn' | 'declined',
) => {
  const paper = engagement.contractPapers[id];
  if (!paper) return refuse('unknown_record', id);
  if (paper.ended || paper.concludedOn) return refuse('wrong_state', paper.concludedOn ? 'concluded' : 'ended');
  return done(withContractPaper(engagement, { ...paper, ended: { how, reason, by: actor, atMs: clock.wallMs } }));
};
