import { BLOB_CHUNK_BYTES, uploadStatement } from '@banso/shared/protocol/blobs.ts';
import type { Clock } from '../store/clock.ts';
import type { Locks } from '../store/locks.ts';
import type { SyncStore } from '../store/open-client-store.ts';
import type { PhotoToSend } from '../store/photo-rows.ts';
import { type RandomBytes, randomFraction } from '../store/random.ts';
import type { PhotoTransport } from './photo-transport.ts';
import { LONGEST_QUIET_MS } from './server-transport.ts';

export type PhotoSenderPorts = {
  readonly store: SyncStore;
  readonly transport: PhotoTransport;
  /** This device, as the server knows it, and its signature over a statement. */
  readonly device: {
    readonly tenant: string;
    readonly id: string;
    readonly sign: (statement: string) => Promise<string>;
  };
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly locks: Locks;
  /** Whether no operation waits or is on its way: they go first. Asked before every piece. */
  readonly mayGo: () => boolean;
};

/**
 * Sends the bytes of photos, piece by piece. `send` ends when nothing more can go now; in a pause that the server asked for, nothing goes
 * but at somebody's press.
 */
export type PhotoSender = { readonly send: (by: 'itself' | 'press') => Promise<void>; readonly stop: () => void };

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/**
 * - sent: the server has confirmed it
 * - refused: it never will
 * - later: not now, another photo may
 * - held: operations go first; the engine calls again after them
 * - unreached: nothing more goes on this line now
 * - quietMs: nor before so many ms have passed, says the server
 */
type End = 'sent' | 'refused' | 'later' | 'held' | 'unreached' | { readonly quietMs: number };

/** One photo after the other; of all tabs of a browser one sends, a lock held for one round. */
export const createPhotoSender = (ports: PhotoSenderPorts): PhotoSender => {
  const { store, clock, locks } = ports;
  let running: Promise<void> | null = null;
  let failures = 0;
  let cancelRetry = () => {};
  /** By the clock that nobody sets. */
  let quietUntilMs = 0;

  const round = async (): Promise<End> => {
    const later = new Set<string>();
    for (;;) {
      if (!ports.mayGo()) return 'held';
      const photo = await store.nextPhoto(later);
      if (!photo) return later.size > 0 ? 'later' : 'sent';
      const end = await sendPhoto(ports, photo);
      if (end === 'held' || end === 'unreached' || typeof end === 'object') return end;
      if (end === 'later') later.add(photo.id);
    }
  };

  const later = (ms: number) => {
    cancelRetry();
    cancelRetry = clock.after(ms, () => void start('itself'));
  };

  const send = async (by: 'itself' | 'press') => {
    const leftMs = quietUntilMs - clock.monoMs();
    if (by === 'itself' && leftMs > 0) return later(leftMs);
    cancelRetry();
    const end = await locks.whileHeld(`${store.database}-photos`, round).catch((error: unknown): End => {
      console.error('Sending photos', error);
      return 'unreached';
    });
    const quietMs = typeof end === 'object' ? Math.min(end.quietMs, LONGEST_QUIET_MS) : 0;
    if (quietMs > 0) quietUntilMs = clock.monoMs() + quietMs;
    failures = end === 'unreached' || end === 'later' || quietMs > 0 ? failures + 1 : 0;
    if (failures > 0) later(Math.max(pauseMs(), quietMs));
  };

  const pauseMs = () =>
    Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * (0.5 + randomFraction(ports.random));

  const start = (by: 'itself' | 'press'): Promise<void> => {
    running ??= send(by).finally(() => {
      running = null;
    });
    return running;
  };

  return { send: start, stop: () => cancelRetry() };
};

/** Asks how much of it is there, and goes on from that; the server's word alone makes it sent. */
const sendPhoto = async (
  { store, transport, device, clock, mayGo }: PhotoSenderPorts,
  { id, record, sha256, bytes, sealed, epoch }: PhotoToSend,
): Promise<End> => {
  if (!bytes) return refuse(store, id, 'unreadable');
  const address = { tenant: device.tenant, device: device.id, ...record, sha256 };
  const upload = { address, sealed, signature: await device.sign(uploadStatement(address)) };
  let answer = await transport.ask(upload);
  let wrongHashes = 0;
  let sentFrom = -1;
  for (;;) {
    if (answer === null) return 'unreached';
    if ('problem' in answer) {
      wrongHashes += answer.problem === 'wrong_hash' ? 1 : 0;
      // Something on the way may have spoilt one byte: once more from the beginning, and no oftener.
      if (answer.problem === 'wrong_hash' && wrongHashes === 1) {
        answer = { have: 0, stored: false };
        sentFrom = -1;
      } else if (isFinal(answer.problem)) return refuse(store, id, answer.problem);
      else return answer.retryAfterMs ? { quietMs: answer.retryAfterMs } : laterFor(answer.problem);
    }
    if (answer.stored) {
      return (await store.photoStored({ id, epoch }, clock.wallMs())) ? 'sent' : 'later';
    }
    // The same place twice brings nothing forward.
    if (answer.have === sentFrom) return 'later';
    if (!mayGo()) return 'held';
    const offset: number = answer.have;
    sentFrom = offset;
    answer = await transport.send(upload, { offset, bytes: bytes.slice(offset, offset + BLOB_CHUNK_BYTES) });
  }
};

const refuse = async (store: SyncStore, id: string, problem: string): Promise<End> => {
  await store.photoRefused(id, problem);
  return 'refused';
};

const isFinal = (problem: string): boolean =>
  problem === 'wrong_hash' || problem === 'not_a_photo' || problem === 'photo_too_large';

/** A record the server does not show holds up no other photo; whatever else it says concerns them all. */
const laterFor = (problem: string): End => (problem === 'not_found' ? 'later' : 'unreached');
