import { chainStart } from '@banso/shared/operation/chain.ts';
import { branchesOfDevice } from '../store/devices.ts';
import { logBySeqs } from '../store/log.ts';
import type { DeviceBranchRow, LogRow, Transaction } from '../store/schema.ts';
import { chainsAlong, type Place } from './places.ts';

export type Numbered = {
  readonly tenant: string;
  readonly device: string;
  readonly branch: number;
  readonly fromSeq: number;
  readonly tip: string;
  readonly places: readonly Place[];
};

/**
 * How a push continues what the server has of the device (L3).
 * - `fresh`: places that are new, with the chain value after each
 * - `known`: log rows of the places that were taken in before
 */
export type LineUp =
  | { readonly behind: number; readonly branch: number }
  | {
      readonly branch: DeviceBranchRow;
      readonly fresh: readonly { readonly place: Place; readonly chain: string }[];
      readonly known: readonly LogRow[];
    };

/**
 * Compares a push with the device's log, under the device's lock. Lower numbers with the same hash are done already; the
 * next number goes on; a higher one is out of order. Other content under a number that was taken is a copied phone: it gets
 * a branch of its own, and both are kept.
 */
export const lineUp = async (tx: Transaction, push: Numbered): Promise<LineUp> => {
  const branches = await branchesOfDevice(tx, push.device);
  const asked = branches.find(({ branch }) => branch === push.branch) ?? firstBranch(push, branches);
  if (push.fromSeq > asked.lastSeq + 1) return { behind: asked.lastSeq, branch: asked.branch };
  // A copied phone that never got its answer asks again on the branch it was copied from: any branch may be the one it means.
  for (const branch of [asked, ...branches.filter((other) => other !== asked)]) {
    const continued = await continuation(tx, push, { branch, branches });
    if (continued) return continued;
  }
  return newBranch(tx, push, { asked, branches });
};

const firstBranch = ({ tenant, device, branch }: Numbered, branches: readonly DeviceBranchRow[]): DeviceBranchRow =>
  branches[0] ?? { device, branch, parentBranch: null, parentSeq: 0, lastSeq: 0, tip: chainStart(tenant, device) };

/** The push as a continuation of this branch; null where content or chain differ. */
const continuation = async (
  tx: Transaction,
  push: Numbered,
  { branch, branches }: { readonly branch: DeviceBranchRow; readonly branches: readonly DeviceBranchRow[] },
): Promise<LineUp | null> => {
  if (push.fromSeq > branch.lastSeq + 1) return null;
  const known = await logAlong(tx, { branch, branches, from: push.fromSeq, to: branch.lastSeq });
  const hashBySeq = new Map(known.map(({ seq, hash }) => [seq, hash]));
  const old = push.places.filter(({ seq }) => seq <= branch.lastSeq);
  if (old.some(({ seq, hash }) => hashBySeq.get(seq) !== hash)) return null;
  const places = push.places.slice(old.length);
  const start = old.length === 0 || places.length > 0 ? branch.tip : null;
  const chains = start === null ? [] : chainsAlong(start, places);
  const tip = chains.at(-1) ?? known.find(({ seq }) => seq === old.at(-1)?.seq)?.deviceChain;
  if (tip !== push.tip) return null;
  return { branch, known: known.slice(0, old.length), fresh: withChains(places, chains) };
};

/**
 * A branch that leaves its parent after the last number both share. If no value of the parent's chain leads to the push's
 * tip, the branch has no parent: the device's key vouches for the tip, and the desk sees a broken chain. Nothing is turned away.
 */
const newBranch = async (
  tx: Transaction,
  push: Numbered,
  { asked, branches }: { readonly asked: DeviceBranchRow; readonly branches: readonly DeviceBranchRow[] },
): Promise<LineUp> => {
  const log = await logAlong(tx, { branch: asked, branches, from: 1, to: asked.lastSeq });
  const rowBySeq = new Map(log.map((row) => [row.seq, row]));
  const differs = push.places.findIndex(({ seq, hash }) => rowBySeq.get(seq)?.hash !== hash);
  const shared = differs <= 0 ? 0 : differs;
  const parentSeq = push.fromSeq + shared - 1;
  const start =
    parentSeq === 0 ? chainStart(push.tenant, push.device) : log.findLast(({ seq }) => seq <= parentSeq)?.deviceChain;
  const places = push.places.slice(shared);
  const chains = chainsAlong(start ?? '', places);
  const continues = start !== undefined && chains.at(-1) === push.tip;
  const branch: DeviceBranchRow = {
    device: push.device,
    branch: Math.max(0, ...branches.map(({ branch: number }) => number)) + 1,
    parentBranch: continues ? asked.branch : null,
    parentSeq,
    lastSeq: parentSeq,
    tip: start ?? '',
  };
  const known = log.filter(({ seq }) => seq >= push.fromSeq && seq <= parentSeq);
  return { branch, known, fresh: withChains(places, [...chains.slice(0, -1), push.tip]) };
};

/** The places of a branch between two numbers, those before it left its parent included. Without a parent: beside branch 0. */
const logAlong = async (
  tx: Transaction,
  {
    branch,
    branches,
    from,
    to,
  }: {
    readonly branch: DeviceBranchRow;
    readonly branches: readonly DeviceBranchRow[];
    readonly from: number;
    readonly to: number;
  },
): Promise<readonly LogRow[]> => {
  // What continues a branch, as nearly every push does, is compared with nothing.
  if (from > to) return [];
  const { device, parentSeq } = branch;
  const own = await logBySeqs(tx, { device, branch: branch.branch, from: Math.max(from, parentSeq + 1), to });
  const parent = branches.find((one) => one.branch === (branch.parentBranch ?? 0) && one.branch < branch.branch);
  if (!parent || from > parentSeq) return own;
  const before = await logAlong(tx, { branch: parent, branches, from, to: Math.min(to, parentSeq) });
  return [...before, ...own];
};

const withChains = (places: readonly Place[], chains: readonly string[]) =>
  places.map((place, i) => ({ place, chain: chains[i] ?? '' }));
