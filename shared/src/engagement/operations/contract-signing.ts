import * as v from 'valibot';
import { conditionsOf } from '../../contract/conditions.ts';
import { filledTextSchema } from '../../lib/text.ts';
import type { Context } from '../../operation/context.ts';
import { defineOperation, done, type Outcome } from '../../operation/define.ts';
import { type Operation, partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { dayOfIntent } from '../../person/role-ends.ts';
import { ruleSetOn } from '../../programme/programme.ts';
import { type Day, daySchema } from '../../time/day.ts';
import {
  type ContractPaper,
  type ContractSignature,
  declarationsSchema,
  withContractPaper,
} from '../contract-paper.ts';
import type { Engagement } from '../engagement.ts';

const common = { kind: 'engagement', nature: 'intent', retention: 'A', needs: ['bounds', 'contractBasis'] } as const;

const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,4000}$/));

/** A passkey's answer to the challenge of `contractChallenge`, as the browser gives it. */
export const passkeyAssertionSchema = v.strictObject({
  credential: base64url,
  authenticatorData: base64url,
  clientData: base64url,
  signature: base64url,
});

const signingEntries = {
  paper: partIdSchema,
  /** What was read and signed; another file is another contract. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Null: the person has no passkey, and showed another sign-in factor just before. */
  passkey: v.nullable(passkeyAssertionSchema),
} as const;

/** With a passkey's own word over this file no other proof is asked for. */
const grave = (_: Engagement, { passkey }: { readonly passkey: unknown }): boolean => passkey === null;

/**
 * The expert agrees to exactly this file, and declares what FK-9-1, FK-10-2, FK-11-1 and FK-13-1 ask for. On the electronic route this
 * is the signature; on paper the seal follows, and no contract is concluded before it.
 */
export const contractAgreed = defineOperation({
  ...common,
  type: 'contract-agreed@1',
  label: '契約への同意（署名）',
  by: ['expert'],
  body: v.strictObject({ ...signingEntries, declarations: declarationsSchema }),
  grave,
  apply: (engagement: Engagement, operation, context) => {
    const paper = engagement.contractPapers[operation.body.paper];
    if (paper?.expert !== operation.actor) return refuse('unknown_record', operation.body.paper);
    const no = mayNotSign(paper, operation.body, context);
    if (no) return no;
    if (paper.signedByExpert) return refuse('wrong_state', 'signed');
    if (
      context.contractBasis &&
      orderOf(paper, context) === 'officeFirst' &&
      !paper.signedByOffice &&
      paper.route === 'electronic'
    )
      return refuse('wrong_state', 'officeFirst');
    const { declarations } = operation.body;
    if (declarations.termsVersion !== paper.terms.version) return refuse('basis_changed');
    const signedByExpert = { ...signatureOf(operation, context), declarations };
    return concludeIfSigned(engagement, { ...paper, signedByExpert }, { operation, context });
  },
});

/** Somebody who may bind the office signs the same file, with 決裁番号; nobody signs for both sides. */
export const contractSigned = defineOperation({
  ...common,
  type: 'contract-signed@1',
  label: '契約書への事務局の署名',
  by: ['approver', 'administrator'],
  body: v.strictObject({ ...signingEntries, decisionNumber: filledTextSchema(60) }),
  grave,
  apply: (engagement: Engagement, operation, context) => {
    const paper = engagement.contractPapers[operation.body.paper];
    if (!paper) return refuse('unknown_record', operation.body.paper);
    if (paper.expert === operation.actor) return refuse('self_approval');
    const no = mayNotSign(paper, operation.body, context);
    if (no) return no;
    if (paper.route !== 'electronic' || paper.signedByOffice) return refuse('wrong_state', 'signed');
    if (context.contractBasis && orderOf(paper, context) === 'expertFirst' && !paper.signedByExpert)
      return refuse('wrong_state', 'expertFirst');
    const signedByOffice = { ...signatureOf(operation, context), decisionNumber: operation.body.decisionNumber };
    return concludeIfSigned(engagement, { ...paper, signedByOffice }, { operation, context });
  },
});

/**
 * The paper route (FK-Z-1): both copies carry their seals, and it is said where each lies. Refused before the expert has declared
 * what the contract asks for in the app, and for a day that has not come.
 */
export const contractFiled = defineOperation({
  ...common,
  type: 'contract-filed@1',
  label: '契約書の原本の記録',
  by: ['staff', 'administrator'],
  body: v.strictObject({
    paper: partIdSchema,
    concludedOn: daySchema,
    originals: v.strictObject({ office: filledTextSchema(200), expert: filledTextSchema(200) }),
  }),
  apply: (engagement: Engagement, operation, context) => {
    const { paper: id, concludedOn, originals } = operation.body;
    const paper = engagement.contractPapers[id];
    if (!paper) return refuse('unknown_record', id);
    if (paper.ended || paper.concludedOn || paper.route !== 'paper') return refuse('wrong_state');
    if (!paper.signedByExpert) return refuse('not_declared');
    if (concludedOn > dayOfIntent(operation, context) || concludedOn < paper.offered.on)
      return refuse('malformed', 'concludedOn');
    const filed = { ...originals, by: operation.actor, atMs: operation.clock.wallMs };
    return conclude(engagement, { ...paper, originals: filed }, { concludedOn, atMs: operation.clock.wallMs, context });
  },
});

/** The expert opened the notice of conditions: from then on its delivery is proven (フリーランス法第3条). */
export const conditionsOpened = defineOperation({
  kind: 'engagement',
  nature: 'fact',
  retention: 'A',
  type: 'conditions-opened@1',
  label: '取引条件の通知の確認',
  by: ['expert'],
  needs: [],
  body: v.strictObject({ paper: partIdSchema }),
  apply: (engagement: Engagement, { actor, clock, id: operation, body }) => {
    const paper = engagement.contractPapers[body.paper];
    if (paper?.expert !== actor || !paper.conditions) return refuse('unknown_record', body.paper);
    // Read again it stays what it was: the first time counts.
    if (paper.conditions.opened) return done(engagement);
    const opened = { by: actor, atMs: clock.wallMs, operation };
    return done(withContractPaper(engagement, { ...paper, conditions: { ...paper.conditions, opened } }));
  },
});

type Signing = {
  readonly sha256: string;
  readonly passkey: v.InferOutput<typeof passkeyAssertionSchema> | null;
};

const mayNotSign = (paper: ContractPaper, { sha256, passkey }: Signing, { passkeyProof, freshProof }: Context) => {
  if (paper.ended || paper.concludedOn) return refuse('wrong_state', paper.ended ? 'ended' : 'concluded');
  if (!paper.file) return refuse('wrong_state', 'file');
  if (paper.file.sha256 !== sha256) return refuse('basis_changed');
  // On the device itself nobody can check the passkey's word (freshProof null); at the server somebody did.
  if (passkey && freshProof !== null && !passkeyProof) return refuse('passkey_wrong');
  return null;
};

const orderOf = (paper: ContractPaper, { contractBasis }: Context) =>
  contractBasis?.ruleSets.find(({ id, version }) => id === paper.ruleSet.id && version === paper.ruleSet.version)
    ?.contract?.signingOrder.value ?? 'either';

const signatureOf = (operation: Operation<Signing>, context: Context): ContractSignature => ({
  by: operation.actor,
  atMs: operation.clock.wallMs,
  on: dayOfIntent(operation, context),
  operation: operation.id,
  passkey: operation.body.passkey && { ...operation.body.passkey, publicKey: context.passkeyProof?.publicKey ?? '' },
});

const concludeIfSigned = (
  engagement: Engagement,
  paper: ContractPaper,
  { operation, context }: { readonly operation: Operation; readonly context: Context },
): Outcome<Engagement> =>
  paper.route === 'electronic' && paper.signedByExpert && paper.signedByOffice
    ? conclude(engagement, paper, {
        concludedOn: dayOfIntent(operation, context),
        atMs: operation.clock.wallMs,
        context,
      })
    : done(withContractPaper(engagement, paper));

/** The contract is in force; its day fixes the version of the rules, which has to be the one it was written under. */
const conclude = (
  engagement: Engagement,
  paper: ContractPaper,
  { concludedOn, atMs, context }: { readonly concludedOn: Day; readonly atMs: number; readonly context: Context },
): Outcome<Engagement> => {
  const { core } = engagement;
  if (!core || !context.contractBasis) return refuse('unknown_record');
  const ruleSet = ruleSetOn(context.contractBasis, concludedOn);
  if (ruleSet?.id !== paper.ruleSet.id || ruleSet.version !== paper.ruleSet.version) return refuse('rules_changed');
  if (core.expert !== paper.expert) return refuse('wrong_state', 'expert');
  const { number, from, to, expert } = paper;
  const lines = conditionsOf({
    office: paper.office.name,
    party: paper.party,
    company: paper.company,
    concludedOn,
    from,
    to,
    ruleSet,
  });
  const { contract: former, formerContracts = [], ...rest } = core;
  return done({
    ...withContractPaper(engagement, { ...paper, concludedOn, conditions: { issuedAtMs: atMs, lines, opened: null } }),
    core: {
      ...rest,
      contract: { number, concludedOn, from, to, expert, paper: paper.id },
      ...(former ? { formerContracts: [...formerContracts, former] } : {}),
    },
  });
};
