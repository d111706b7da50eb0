import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../store/client-store.ts';
import { needingAttention } from './attention.ts';

const entry = (seq: number, outcome: 'accepted' | 'refused' | null, type = 'visit-submitted@1'): OutboxEntry => ({
  seq,
  id: `operation-${seq}`,
  type,
  label: '報告書の提出',
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
});

const ids = (entries: readonly OutboxEntry[]) => entries.map(({ id }) => id);

describe('[L1] what needs a hand', () => {
  it('is a refused operation, not a waiting or an accepted one', () => {
    expect(
      ids(needingAttention([entry(1, 'refused'), entry(2, 'accepted', 'visit-ended@1'), entry(3, null, 'x@1')], [])),
    ).toEqual(['operation-1']);
  });

  it('is settled when the same step was taken again', () => {
    expect(needingAttention([entry(1, 'refused'), entry(2, null)], [])).toEqual([]);
  });

  it('is the latest refusal when the second try was refused as well', () => {
    expect(ids(needingAttention([entry(1, 'refused'), entry(2, 'refused')], ['operation-1']))).toEqual(['operation-2']);
  });

  it('is not what its author set aside', () => {
    expect(needingAttention([entry(1, 'refused')], ['operation-1'])).toEqual([]);
  });
});
