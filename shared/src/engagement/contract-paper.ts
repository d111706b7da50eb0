import * as v from 'valibot';
import type { Condition } from '../contract/conditions.ts';
import type { CancellationReason, OrganizedCrimeGround } from '../contract/contract-end.ts';
import type { ContractParty } from '../contract/contract-values.ts';
import type { ContractWords } from '../contract/contract-text.ts';
import type { ClauseBlock } from '../contract/slots.ts';
import type { Day } from '../time/day.ts';
import type { Contract, Engagement } from './engagement.ts';
import type { PaymentDecision } from './final-package.ts';

/** `electronic`: both sign the same file; `paper`: two originals with seals. */
export type ContractRoute = 'electronic' | 'paper';

/** A passkey's word over exactly this file, with the public key that it was checked by (WebAuthn, 7.2). */
export type PasskeyWord = {
  readonly credential: string;
  readonly authenticatorData: string;
  readonly clientData: string;
  readonly signature: string;
  readonly publicKey: string;
};

/** `passkey` null: the person showed a sign-in factor in the ten minutes before instead (decision 021). */
export type ContractSignature = {
  readonly by: string;
  readonly atMs: number;
  readonly on: Day;
  readonly operation: string;
  readonly passkey: PasskeyWord | null;
};

/** What an expert declares at a contract: FK-9-1, FK-10-2, FK-11-1, and which text of the special terms was read (FK-13-1). */
export const declarationsSchema = v.strictObject({
  secrecy: v.literal(true),
  noPrivateConsulting: v.literal(true),
  noOrganizedCrime: v.literal(true),
  termsVersion: v.string(),
});
export type Declarations = v.InferOutput<typeof declarationsSchema>;

/** 様式第1号 of one contract, from the offer to the originals. Its words never change; another wording is another offer. */
export type ContractPaper = {
  readonly id: string;
  readonly number: string;
  readonly route: ContractRoute;
  readonly expert: string;
  readonly company: string;
  readonly party: ContractParty;
  readonly office: ContractWords['office'];
  readonly from: Day;
  readonly to: Day;
  /** The version of the rules it falls under, and of its words. */
  readonly ruleSet: { readonly id: string; readonly version: string };
  readonly text: { readonly id: string; readonly version: string; readonly hash: string; readonly official: boolean };
  readonly blocks: readonly ClauseBlock[];
  readonly closing: string;
  readonly terms: ContractWords['terms'];
  readonly offered: { readonly by: string; readonly atMs: number; readonly on: Day; readonly operation: string };
  /** The printed file, once the server has made it: what is signed. SHA-256 as hex. */
  readonly file: { readonly sha256: string; readonly bytes: number; readonly atMs: number } | null;
  readonly signedByExpert: (ContractSignature & { readonly declarations: Declarations }) | null;
  readonly signedByOffice: (ContractSignature & { readonly decisionNumber: string }) | null;
  /** The paper route: where the two originals lie. */
  readonly originals: {
    readonly office: string;
    readonly expert: string;
    readonly by: string;
    readonly atMs: number;
  } | null;
  /** It came to nothing: taken back by the office, or declined by the expert. */
  readonly ended: {
    readonly how: 'withdrawn' | 'declined';
    readonly reason: string;
    readonly by: string;
    readonly atMs: number;
  } | null;
  readonly concludedOn: Day | null;
  /** 取引条件の明示: issued with the conclusion, and when the expert opened it (フリーランス法第3条). */
  readonly conditions: {
    readonly issuedAtMs: number;
    readonly lines: readonly Condition[];
    readonly opened: { readonly by: string; readonly atMs: number; readonly operation: string } | null;
  } | null;
};

type EndingCommon = {
  readonly id: string;
  readonly contract: string;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAtMs: number;
};

/** 解約 by notice (FK-7-1). `endsOn`: the last day of the contract. */
export type Termination = EndingCommon & {
  readonly how: 'terminated';
  readonly by: 'office' | 'expert';
  readonly sentOn: Day;
  readonly way: 'letter' | 'mail' | 'inPerson';
  readonly endsOn: Day;
  /** Why a shorter notice than the law's is allowed, '' where none is needed. */
  readonly exception: string;
  readonly received: { readonly on: Day; readonly by: string; readonly recordedBy: string } | null;
  readonly takenBack: { readonly reason: string; readonly by: string; readonly atMs: number } | null;
};

/** 解除 at once (FK-8-1, FK-11-1), with the papers that prove its ground. */
export type Cancellation = EndingCommon & {
  readonly how: 'cancelled';
  readonly by: 'office' | 'expert';
  readonly on: Day;
  readonly ground:
    | { readonly article: 'ordinary'; readonly code: CancellationReason }
    | {
        readonly article: 'organizedCrime';
        readonly code: OrganizedCrimeGround;
        readonly policeNumber: string;
        readonly policeOn: Day;
      };
  readonly evidence: readonly { readonly title: string; readonly keptAt: string }[];
  /** After an end because of organized crime: whether what was done before is paid. Absent: nobody has decided. */
  readonly payment?: PaymentDecision;
  /** What was decided before, oldest first; absent where nobody decided anew. */
  readonly earlierPayments?: readonly PaymentDecision[];
};

export type ContractEnding = Termination | Cancellation;

/** How a contract stands on a day: 締結, 解約予告中, 解約, 解除. */
export const contractState = (
  { ended }: Pick<Contract, 'ended'>,
  today: Day,
): 'stands' | 'noticed' | 'terminated' | 'cancelled' => {
  if (!ended) return 'stands';
  if (ended.how === 'cancelled') return 'cancelled';
  return today <= ended.on ? 'noticed' : 'terminated';
};

/** The first day on which support under this contract counts (F-2-3). */
export const firstDayOf = ({ concludedOn, from }: Pick<Contract, 'concludedOn' | 'from'>): Day =>
  concludedOn > from ? concludedOn : from;

/** The last day on which support under this contract counts. */
export const lastDayOf = (contract: Pick<Contract, 'to' | 'ended'>): Day =>
  contract.ended && contract.ended.on < contract.to ? contract.ended.on : contract.to;

/** Every contract of an engagement, oldest first: that of a replaced expert still covers what that expert did. */
export const contractsOf = ({ core }: Pick<Engagement, 'core'>): readonly Contract[] => [
  ...(core?.formerContracts ?? []),
  ...(core?.contract ? [core.contract] : []),
];

/** The contract that a day falls under; the newest one where it falls under none. A replaced expert's visits lie in that expert's own. */
export const contractOfDay = (engagement: Pick<Engagement, 'core'>, on: Day): Contract | null => {
  const contracts = contractsOf(engagement);
  return contracts.find((one) => firstDayOf(one) <= on && on <= lastDayOf(one)) ?? contracts.at(-1) ?? null;
};

/** How a contract ended before its time, as it was recorded; null where it did not. */
export const endingOf = (
  { contractEndings }: Pick<Engagement, 'contractEndings'>,
  { ended }: Pick<Contract, 'ended'>,
): ContractEnding | null => (ended && contractEndings[ended.ending]) ?? null;

/** An end because of organized crime (契約書第11条): what was done before it is paid only as somebody decides. */
export type CrimeEnding = Cancellation & {
  readonly ground: Extract<Cancellation['ground'], { article: 'organizedCrime' }>;
};

export const isCrimeEnding = (ending: ContractEnding | null): ending is CrimeEnding =>
  ending?.how === 'cancelled' && ending.ground.article === 'organizedCrime';

/** The ends that stop the payment of this expert's visits. A contract recorded from paper does not say whose it was: it stops. */
export const paymentStops = (
  engagement: Pick<Engagement, 'core' | 'contractEndings'>,
  person: string,
): readonly CrimeEnding[] =>
  contractsOf(engagement)
    .filter(({ expert }) => expert === undefined || expert === person)
    .map((contract) => endingOf(engagement, contract))
    .filter(isCrimeEnding);

/** The offer that waits for signatures or originals; at most one does. */
export const openPaper = ({ contractPapers }: Pick<Engagement, 'contractPapers'>): ContractPaper | null =>
  Object.values(contractPapers).find(({ ended, concludedOn }) => ended === null && concludedOn === null) ?? null;

/** Who the contract in force was made with; one recorded from paper is that of the first expert chosen. */
export const contractedExpert = ({ core }: Pick<Engagement, 'core'>): string | null =>
  core?.contract ? (core.contract.expert ?? core.assignments[0]?.expert ?? core.expert) : null;

/**
 * Where this expert lives by the newest contract to which they agreed as a person; '' where there is none. A company's contract
 * says where the company is.
 */
export const addressInContracts = (
  engagements: readonly Pick<Engagement, 'contractPapers'>[],
  expert: string,
): string =>
  engagements
    .flatMap(({ contractPapers }) => Object.values(contractPapers))
    .filter((paper) => paper.expert === expert && paper.party.kind === 'individual')
    .flatMap(({ signedByExpert, party }) => (signedByExpert ? [{ ...party, atMs: signedByExpert.atMs }] : []))
    .toSorted((a, b) => a.atMs - b.atMs)
    .at(-1)?.address ?? '';

/** Whether the expert chosen now needs a contract: none is there, it was another expert's, or it is over on this day. */
export const needsContract = (engagement: Pick<Engagement, 'core'>, today: Day): boolean => {
  const { core } = engagement;
  if (!core?.expert) return false;
  if (!core.contract || contractedExpert(engagement) !== core.expert) return true;
  return isOver(core.contract, today);
};

/** Whether a contract has ended before its time, and no support counts under it any more. */
export const isOver = (contract: Pick<Contract, 'ended'>, today: Day): boolean => {
  const state = contractState(contract, today);
  return state === 'terminated' || state === 'cancelled';
};

export const withContractPaper = (engagement: Engagement, paper: ContractPaper): Engagement => ({
  ...engagement,
  contractPapers: { ...engagement.contractPapers, [paper.id]: paper },
});
