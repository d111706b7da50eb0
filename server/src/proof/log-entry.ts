import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { chainNext, chainStart } from '@banso/shared/operation/chain.ts';
import type { LogRow } from '../store/schema.ts';
import type { Flaw } from './flaw.ts';

/** What proofs ask of an entry of the log: nothing that is sealed. */
export type LogEntry = Pick<
  LogRow,
  | 'position'
  | 'device'
  | 'branch'
  | 'seq'
  | 'span'
  | 'type'
  | 'hash'
  | 'deviceChain'
  | 'verdict'
  | 'verdictDetail'
  | 'receipt'
>;

/** An entry with its text and the stored context of its decision; null where they were erased, or cannot be opened. */
export type OpenedEntry<Entry extends LogEntry = LogEntry> = {
  readonly entry: Entry;
  readonly text: string | null;
  readonly context: string | null;
};

/** How people find an entry: 台帳12番（visit-started@1） */
export const entryName = ({ position, type }: Pick<LogEntry, 'position' | 'type'>): string =>
  `台帳${position}番（${type}）`;

/** Whether the text is the one whose hash the log keeps. A gap of several numbers has no text of its own. */
export const textFlaws = ({ entry, text }: OpenedEntry): readonly Flaw[] => {
  if (text === null || entry.span > 1) return [];
  const hashed = entry.type === 'gap' ? sha256Hex(`${text}@${entry.seq}`) : sha256Hex(text);
  return hashed === entry.hash ? [] : [{ where: entryName(entry), what: '本文のハッシュが違います。' }];
};

/** The chain value that a device's operation goes on from, and the log's entry that it is of; null at the chain's beginning. */
export type DeviceLink = { readonly chain: string; readonly position: number | null };

/** Follows every device's own chain through the log. A copied phone's branch rests on its device's word, and is not followed. */
export const openDeviceChains = (
  tenant: string,
): {
  /** The value before this entry, then goes on with the entry's own. Entries come in the order of the log. */
  readonly advance: (
    entry: Pick<LogEntry, 'position' | 'device' | 'branch' | 'seq' | 'span' | 'deviceChain'>,
  ) => DeviceLink;
} => {
  const tips = new Map<string, DeviceLink & { readonly seq: number }>();
  return {
    advance: ({ position, device, branch, seq, span, deviceChain }) => {
      const tip = tips.get(device);
      if (branch === 0) tips.set(device, { position, seq: seq + span - 1, chain: deviceChain });
      return tip?.seq === seq - 1 ? tip : { chain: chainStart(tenant, device), position: null };
    },
  };
};

/** Whether the device's chain value follows from the one before it and this text. */
export const deviceChainFlaws = ({ entry, text }: OpenedEntry, before: string): readonly Flaw[] => {
  const computable = text !== null && entry.type !== 'gap' && entry.type !== 'raw' && entry.branch === 0;
  return computable && chainNext(before, text) !== entry.deviceChain
    ? [{ where: entryName(entry), what: '端末の鎖がつながりません。' }]
    : [];
};
