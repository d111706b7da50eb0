import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { BLANK_FIELDS } from '@banso/shared/engagement/visit.ts';
import { fieldHash } from '@banso/shared/engagement/visit-fields.ts';
import { confirmationStatement, type Manner } from '@banso/shared/evidence/confirmation.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { chainNext, chainStart, pushStatement } from '@banso/shared/operation/chain.ts';
import { type Envelope, envelopeToText } from '@banso/shared/operation/envelope.ts';
import type { PushAnswer, PushItem, SyncRequest } from '@banso/shared/protocol/sync.ts';

/** One place of the device's sequence as it would be sent. `id` is null where it is not an operation. */
export type Recorded = {
  readonly seq: number;
  readonly span: number;
  readonly id: string | null;
  readonly item: PushItem;
  readonly chain: string;
};

export type Tap = {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly aggregate: string;
  readonly kind?: Envelope['kind'];
  readonly basis?: string | null;
  readonly after?: readonly string[];
  /** A lie: what stands in the envelope instead of the truth. */
  readonly instead?: Partial<Envelope>;
};

export type Push = NonNullable<SyncRequest['push']>;

/**
 * A phone played by hand: a real key, chain and signature from the shared code, an outbox that forgets nothing, and every
 * way in which a phone or its network can go wrong. It records what it is told; it sends nothing by itself.
 */
export type TestDevice = {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly publicKey: string;
  readonly recorded: readonly Recorded[];
  /** The branch this device writes on, and the last number the server is known to have. */
  readonly branch: number;
  readonly have: number;
  readonly record: (tap: Tap) => Recorded;
  /** Any text in an operation's place. */
  readonly recordText: (text: string) => Recorded;
  /** Bytes that the device can no longer read as an operation. */
  readonly recordRaw: (bytes: Uint8Array, lie?: { readonly claiming: string }) => Recorded;
  /** Operations that the device can no longer produce. */
  readonly recordGap: (count: number) => Recorded;
  /** Other bytes under a number and id that were recorded before; everything after it is chained anew. */
  readonly alter: (seq: number, change: (envelope: Envelope) => Envelope) => void;
  /** The signed push of these numbers; by default everything that waits. */
  readonly push: (range?: { readonly from?: number; readonly to?: number; readonly branch?: number }) => Push;
  readonly tip: () => { readonly branch: number; readonly seq: number; readonly tip: string };
  /** Takes the server's answer in: its branch, and how far it has come. */
  readonly take: (answer: PushAnswer | null, token?: string | null) => void;
  /** The token that the next taps embed. */
  readonly hold: (token: string | null) => void;
  readonly signText: (text: string) => string;
  /** The same phone a second time, as a restored backup makes it. */
  readonly copy: () => TestDevice;
};

type Memory = {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly nowMs: () => number;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  recorded: Recorded[];
  token: string | null;
  branch: number;
  have: number;
};

/** A new phone of this person. It is not registered anywhere yet. */
export const newDevice = (owner: {
  readonly tenant: string;
  readonly person: string;
  readonly nowMs: () => number;
}): TestDevice => {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  return deviceOf({
    ...owner,
    id: randomUUID(),
    privateKey: createPrivateKey({ key: pair.privateKey, format: 'der', type: 'pkcs8' }),
    publicKey: bytesToBase64url(pair.publicKey),
    recorded: [],
    token: null,
    branch: 0,
    have: 0,
  });
};

const deviceOf = (memory: Memory): TestDevice => {
  const { id, tenant, person } = memory;
  const signText = (text: string) =>
    bytesToBase64url(sign('sha256', Buffer.from(text), { key: memory.privateKey, dsaEncoding: 'ieee-p1363' }));
  const lastSeq = () => endOf(memory.recorded.at(-1));
  const tipNow = () => memory.recorded.at(-1)?.chain ?? chainStart(tenant, id);
  const keep = (place: Recorded): Recorded => {
    memory.recorded.push(place);
    return place;
  };
  const recordText = (text: string, operation: string | null = null) =>
    keep({ seq: lastSeq() + 1, span: 1, id: operation, item: { text }, chain: chainNext(tipNow(), text) });

  return {
    id,
    tenant,
    person,
    publicKey: memory.publicKey,
    get recorded() {
      return memory.recorded;
    },
    get branch() {
      return memory.branch;
    },
    get have() {
      return memory.have;
    },
    record: (tap) => {
      const envelope = envelopeOf(memory, lastSeq() + 1, tap);
      return recordText(envelopeToText(envelope), envelope.id);
    },
    recordText: (text) => recordText(text),
    recordRaw: (bytes, lie) => {
      const raw = bytesToBase64url(bytes);
      const chain = lie?.claiming ?? sha256Hex(tipNow() + raw);
      return keep({ seq: lastSeq() + 1, span: 1, id: null, item: { raw, seq: lastSeq() + 1, chain }, chain });
    },
    recordGap: (gap) => {
      const chain = sha256Hex(`${tipNow()} lost`);
      return keep({ seq: lastSeq() + 1, span: gap, id: null, item: { gap, seq: lastSeq() + 1, chain }, chain });
    },
    alter: (seq, change) => {
      memory.recorded = rechained(chainStart(tenant, id), memory.recorded, (place) => {
        if (place.seq !== seq || !('text' in place.item)) return place;
        // Recorded by this device as an envelope.
        const text = envelopeToText(change(JSON.parse(place.item.text) as Envelope));
        return { ...place, item: { text } };
      });
    },
    push: ({ from = memory.have + 1, to = lastSeq(), branch = memory.branch } = {}) => {
      const places = memory.recorded.filter((place) => place.seq >= from && endOf(place) <= to);
      const tip = places.at(-1)?.chain ?? tipNow();
      const range = { branch, fromSeq: from, toSeq: to, tip };
      const signature = signText(pushStatement({ tenant, device: id, ...range }));
      return { ...range, items: places.map(({ item }) => item), signature };
    },
    tip: () => ({ branch: memory.branch, seq: lastSeq(), tip: tipNow() }),
    take: (answer, token) => {
      if (token) memory.token = token;
      if (!answer || !('branch' in answer)) return;
      memory.branch = answer.branch;
      memory.have = 'have' in answer ? answer.have : Math.max(memory.have, ...answer.verdicts.map(({ seq }) => seq));
      // A gap's verdict names its first number.
      memory.have = endOf(memory.recorded.findLast(({ seq }) => seq <= memory.have)) || memory.have;
    },
    hold: (token) => {
      memory.token = token;
    },
    signText,
    copy: () => deviceOf({ ...memory, recorded: [...memory.recorded] }),
  };
};

const endOf = (place: Recorded | undefined): number => (place ? place.seq + place.span - 1 : 0);

const envelopeOf = ({ id, tenant, person, nowMs, token }: Memory, seq: number, tap: Tap): Envelope => ({
  v: 1,
  id: uuidv7(nowMs(), randomBytes(10)),
  tenant,
  device: id,
  seq,
  actor: person,
  type: tap.type,
  kind: tap.kind ?? 'engagement',
  aggregate: tap.aggregate,
  clock: { wallMs: nowMs(), monoMs: nowMs() % 1_000_000_000, page: 'page-1', offsetMs: null },
  anchor: token,
  after: [...(tap.after ?? [])],
  basis: tap.basis ?? null,
  salt: bytesToBase64url(randomBytes(16)),
  body: { ...tap.body },
  ...tap.instead,
});

const rechained = (start: string, places: readonly Recorded[], change: (place: Recorded) => Recorded): Recorded[] => {
  let chain = start;
  return places.map((place) => {
    const changed = change(place);
    chain = 'text' in changed.item ? chainNext(chain, changed.item.text) : changed.chain;
    return { ...changed, chain };
  });
};

/** Taps of one visit, in order: scheduled, started, report, ended. `wrote` is the gist and the text of the report. */
export const visitTaps = ({
  engagement,
  visit,
  number,
  on = '2026-05-20',
  wrote = '工程ごとの作業時間を記録し、原価を見直した。',
}: {
  readonly engagement: string;
  readonly visit: string;
  readonly number: number;
  readonly on?: string;
  readonly wrote?: string;
}): readonly [Tap, Tap, Tap, Tap] => {
  const here = { aggregate: engagement };
  const schedule = { on, from: '13:00', to: '16:30', mode: 'onSite', place: '本社工場' };
  const change = (field: 'gist' | 'content', value: string) => ({ field, base: fieldHash(BLANK_FIELDS[field]), value });
  return [
    { ...here, type: 'visit-scheduled@1', body: { visit, number, ...schedule } },
    { ...here, type: 'visit-started@1', body: { visit } },
    {
      ...here,
      type: 'visit-report-saved@1',
      body: { visit, changes: [change('gist', '原価の見直し'), change('content', wrote)] },
    },
    { ...here, type: 'visit-ended@1', body: { visit } },
  ];
};

/** The company's confirmation of a text, by hand unless told otherwise, signed by the device's key. */
export const confirmationTap = (
  device: TestDevice,
  {
    engagement,
    visit,
    text,
    manner,
  }: {
    readonly engagement: string;
    readonly visit: string;
    readonly text: string;
    readonly manner: Manner;
  },
): Tap => {
  const signed = {
    confirmation: randomUUID(),
    hash: sha256Hex(text),
    manner,
    proxy: null,
    signer: {
      name: '見本 太郎（サンプル）',
      title: '代表取締役',
      role: 'representative',
      identifiedBy: 'metOnSite',
    },
  } as const;
  return {
    aggregate: engagement,
    type: 'confirmation-signed@1',
    body: {
      visit,
      ...signed,
      version: 1,
      text,
      sentence: '上記の指導を受けましたことを報告します。',
      parties: { company: '有限会社 見本製麺（サンプル）', expert: '見本 花子（サンプル）' },
      appVersion: 'test',
      deviceSignature: device.signText(confirmationStatement(signed)),
    },
  };
};
