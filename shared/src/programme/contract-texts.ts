import * as v from 'valibot';
import { type ContractText, contractWordsHash, contractWordsSchema } from '../contract/contract-text.ts';
import { wordProblems } from '../contract/slots.ts';
import { filledTextSchema } from '../lib/text.ts';
import type { Role } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import { partIdSchema, SYSTEM } from '../operation/envelope.ts';
import { refuse } from '../operation/refusals.ts';
import type { Programme } from './programme.ts';

const DRAFTERS = ['staff', 'administrator'] as const satisfies readonly Role[];
const APPROVERS = ['approver', 'administrator'] as const satisfies readonly Role[];

const common = { kind: 'programme', nature: 'intent', retention: 'B', needs: [] } as const;

/** FK-1-1: the clauses of a programme's contract, written or pasted in one version. Refused while a slot is unknown or missing. */
export const contractTextDrafted = defineOperation({
  ...common,
  type: 'contract-text-drafted@1',
  label: '契約書の文面の作成',
  by: DRAFTERS,
  body: v.strictObject({ text: partIdSchema, ...contractWordsSchema.entries }),
  apply: (programme: Programme | null, { actor, clock, body }) => {
    if (!programme) return refuse('unknown_record');
    const texts = programme.contractTexts ?? [];
    const { text: id, ...words } = body;
    if (texts.some((one) => one.id === id || one.version === words.version)) return refuse('already_exists', 'version');
    const problems = wordProblems(words);
    if (problems.length > 0) return refuse('contract_slots', ...problems);
    const hash = contractWordsHash(words);
    const drafted = { id, ...words, hash, draftedBy: actor, draftedAtMs: clock.wallMs, approved: null };
    return done({ ...programme, contractTexts: [...texts, drafted] });
  },
});

/** Another person than its author read these very words and approves them, with 決裁番号. From then on contracts are made by them. */
export const contractTextApproved = defineOperation({
  ...common,
  type: 'contract-text-approved@1',
  label: '契約書の文面の承認',
  by: APPROVERS,
  body: v.strictObject({
    text: partIdSchema,
    hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    decisionNumber: filledTextSchema(60),
  }),
  grave: () => true,
  apply: (programme: Programme | null, { actor, clock, body }) => {
    const text = programme?.contractTexts?.find(({ id }) => id === body.text);
    if (!programme || !text) return refuse('unknown_record');
    if (text.approved) return refuse('wrong_state', 'approved');
    if (text.draftedBy === actor && actor !== SYSTEM) return refuse('self_approval');
    if (text.hash !== body.hash) return refuse('basis_changed');
    const approved: ContractText = {
      ...text,
      approved: { by: actor, atMs: clock.wallMs, decisionNumber: body.decisionNumber },
    };
    return done({
      ...programme,
      contractTexts: programme.contractTexts?.map((one) => (one.id === text.id ? approved : one)) ?? [],
    });
  },
});
