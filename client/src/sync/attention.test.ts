import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../store/client-store.ts';
import { needingAttention } from './attention.ts';

const entry = (
  seq: number,
  outcome: 'accepted' | 'refused' | 'parked' | null,
  { type = 'visit-submitted@1', replaces = [] }: { readonly type?: string; readonly replaces?: readonly string[] } = {},
): OutboxEntry => ({
  seq,
  id: `operation-${seq}`,
  type,
  label: '報告書の提出',
  nature: type === 'visit-report-saved@1' || type === 'operation-withdrawn@1' ? 'fact' : 'intent',
  kind: 'engagement',
  aggregate: 'engagement-1',
  visit: 'visit-1',
  recordedAtMs: seq,
  verdict: outcome && {
    seq,
    operation: `operation-${seq}`,
    outcome,
    code: outcome === 'refused' ? 'basis_changed' : null,
    detail: [],
    flags: [],
    head: 1,
    receipt: 'receipt-1',
  },
  receivedAtMs: outcome && seq,
  replaces,
});

const ids = (entries: readonly OutboxEntry[]) => entries.map(({ id }) => id);
const saved = { type: 'visit-report-saved@1' };

describe('[L1.50] what needs a hand', () => {
  it('is a refused operation, not a waiting or an accepted one', () => {
    const entries = [
      entry(1, 'refused'),
      entry(2, 'accepted', { type: 'visit-ended@1' }),
      entry(3, null, { type: 'x@1' }),
    ];
    expect(ids(needingAttention(entries))).toEqual(['operation-1']);
  });

  it('is settled when the same intent was asked for again', () => {
    expect(needingAttention([entry(1, 'refused'), entry(2, null)])).toEqual([]);
  });

  it('is not settled by another fact of the same kind, which may say something else', () => {
    const entries = [entry(1, 'parked', saved), entry(2, 'accepted', saved)];
    expect(ids(needingAttention(entries))).toEqual(['operation-1']);
  });

  it('is the latest refusal when what stood for the first was refused as well', () => {
    const entries = [entry(1, 'refused'), entry(2, 'refused', { replaces: ['operation-1'] })];
    expect(ids(needingAttention(entries))).toEqual(['operation-2']);
  });

  it('is settled by an operation that amends or withdraws it by name, sent or not', () => {
    const withdrawn = { type: 'operation-withdrawn@1', replaces: ['operation-1'] };
    expect(needingAttention([entry(1, 'parked', saved), entry(2, null, withdrawn)])).toEqual([]);
    expect(needingAttention([entry(1, 'parked', saved), entry(2, 'parked', withdrawn)])).toEqual([]);
    const amended = { ...saved, replaces: ['operation-1'] };
    expect(needingAttention([entry(1, 'parked', saved), entry(2, null, amended)])).toEqual([]);
  });
});
