import { type Envelope, envelopeToText } from '@banso/shared/operation/envelope.ts';
import { commitOperation } from './commit-operation.ts';
import { type Database, databaseName, letGo, withConnection } from './database.ts';
import { contactOf } from './device-contact.ts';
import { type ErasedWord, eraseDevice } from './erase-device.ts';
import { announce } from './change-channel.ts';
import { type GlanceVisit, readGlance } from './glance.ts';
import { outboxPlace, readPosition } from './local-records.ts';
import { looksIn } from './looks.ts';
import { officeBoxes } from './office-box.ts';
import type { SyncStore } from './open-client-store.ts';
import type { Device } from './open-device.ts';
import { outboxCounts } from './outbox-entries.ts';
import { heldEpoch, noteStored, oldestReady, sealedToSend } from './photo-rows.ts';
import { copyForOffice, rowOf, type Tap, tapNow } from './record-operation.ts';
import { roomIn } from './room.ts';
import { boxFor, type SealedBox } from './sealed-box.ts';
import type { StorePorts } from './store-ports.ts';
import { nextRequest } from './sync-records.ts';
import { takeAnswer } from './take-answer.ts';
import { makeUnsentFile, type UnsentFile } from './unsent-file.ts';

/** The two facts that cannot wait until somebody remembers a passphrase. */
export type LockedTap = {
  readonly type: 'visit-started@1' | 'visit-ended@1';
  readonly engagement: string;
  readonly visit: string;
};

/** A protected device without its data key: it records, sends, and shows nothing that it holds. */
export type LockedStore = {
  /** What the locked screen may show. */
  readonly visits: () => Promise<readonly GlanceVisit[]>;
  readonly recordTap: (tap: LockedTap) => Promise<'recorded' | 'failed'>;
  readonly sync: SyncStore;
  /** What can be carried to the office by hand, though nobody opens this device. */
  readonly unsentFile: () => Promise<UnsentFile | 'nothing' | 'noKey'>;
  readonly sign: (statement: string) => Promise<string>;
  /** Obeys the server's order about a lost device, which needs no key. Every tab is told. */
  readonly erase: (order: string) => Promise<ErasedWord>;
  readonly close: () => void;
};

/** Throws when the device is not protected. */
export const openLockedStore = async (
  { owner, database, identity, lock }: Device,
  { ports, appVersion }: { readonly ports: StorePorts; readonly appVersion: string },
): Promise<LockedStore> => {
  const box = lock && (await boxFor(lock.box.publicKey, ports.random));
  if (!box) throw new Error('A device that nobody protected is never locked.');
  const name = databaseName(owner);
  const changes = announce(ports.changes(name));
  changes.subscribe((change) => {
    if (change === 'erased') letGo(database);
  });
  const room = roomIn(database, ports);
  const looks = looksIn(database, ports);
  const contact = () => contactOf(database, ports, room.lastTold());
  const sender = { database, seal: null, identity, crypto: ports.crypto, who: owner, appVersion, looks, contact };
  const recorder = { database, box, officeBox: officeBoxes(ports.random), device: identity.device, who: owner };
  const refusedSealed = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    visits: () => readGlance(database, ports),
    recordTap: ({ type, engagement, visit }) => {
      const tap = tapNow({ type, aggregate: engagement, body: { visit } }, ports);
      const recorded = last.then(async () => {
        try {
          await room.write(() => recordLocked(recorder, tap));
          changes.tell('records');
          return 'recorded' as const;
        } catch (error) {
          console.error('Recording failed', error);
          return 'failed' as const;
        }
      });
      last = recorded;
      return recorded;
    },
    sync: {
      database: name,
      nextRequest: (limit) => nextRequest(sender, limit),
      takeAnswer: async (answered) => {
        if (await room.write(() => takeAnswer({ database, seal: null }, answered))) changes.tell('records');
      },
      sendingState: async () => {
        const { sync, tip } = await withConnection(database, () => readPosition(database));
        const { lastContactMs, offsetMs, cursor } = sync;
        const photosWaiting = await database.photos.where('stage').equals('waiting').count();
        const counts = { ...(await outboxCounts(database)), attention: 0, photosWaiting, photosRefused: 0 };
        return { ...counts, lastContactMs, clockOffsetMs: offsetMs, cursor, recordedTo: tip.seq };
      },
      nextPhoto: async (except) => {
        const epoch = await heldEpoch(database);
        const rows = await withConnection(database, () => database.photos.where('stage').equals('waiting').toArray());
        // Without a key for the office a photo waits until somebody unlocks.
        const sendable = rows.filter(({ forOffice }) => forOffice !== undefined);
        const next = await oldestReady(database, sendable, new Set([...except, ...refusedSealed]));
        const sealed = next ? await sealedToSend(database, next) : null;
        return sealed && { ...sealed, epoch };
      },
      photoStored: async ({ id, epoch }, atMs) => {
        const noted = await noteStored(database, { id, epoch, atMs });
        changes.tell('records');
        return noted;
      },
      // Not the last word: opened, it can still be sent as it is.
      photoRefused: async (id) => {
        refusedSealed.add(id);
      },
      subscribe: changes.subscribe,
    },
    unsentFile: () =>
      makeUnsentFile({
        database,
        seal: null,
        identity,
        crypto: ports.crypto,
        who: owner,
        officeBox: recorder.officeBox,
        appVersion,
        nowMs: ports.clock.wallMs,
      }),
    sign: (statement) => ports.crypto.sign(identity.deviceKey, statement),
    erase: async (order) => {
      const word = await eraseDevice(database, { order, tenant: owner.tenant, crypto: ports.crypto });
      changes.tell('erased');
      return word;
    },
    close: () => {
      changes.close();
      database.close();
    },
  };
};

type Recorder = {
  readonly database: Database;
  /** What is recorded here opens with the data key, which is not here: it goes into the box. */
  readonly box: SealedBox;
  readonly officeBox: (officeKey: string) => Promise<SealedBox | null>;
  readonly device: string;
  readonly who: { readonly tenant: string; readonly person: string };
};

/**
 * The fact as it was tapped. Nothing is asked of the records, which are closed: a fact is taken in whatever the state of its
 * visit (L1). Two tabs that record at once come one after the other, as in an open app.
 */
const recordLocked = async (recorder: Recorder, tap: Tap): Promise<void> => {
  const { database, box, device, who } = recorder;
  for (;;) {
    const earlier = await withConnection(database, () => database.outbox.get({ id: tap.id }));
    if (earlier) return;
    const position = await withConnection(database, () => readPosition(database));
    const { tip, sync } = position;
    const envelope: Envelope = {
      v: 1,
      id: tap.id,
      tenant: who.tenant,
      device,
      seq: tip.seq + 1,
      actor: who.person,
      type: tap.wish.type,
      kind: 'engagement',
      aggregate: tap.wish.aggregate,
      clock: { ...tap.clock, offsetMs: sync.offsetMs },
      anchor: sync.token,
      after: [],
      basis: null,
      salt: tap.salt,
      body: tap.wish.body,
    };
    const text = envelopeToText(envelope);
    const sealed = await box.seal(outboxPlace(envelope), new TextEncoder().encode(text));
    const forOffice = await copyForOffice(recorder, { envelope, text, sync });
    const row = rowOf({ envelope, text, tip, sealed, forOffice });
    if (await withConnection(database, () => commitOperation(database, { row, position, attached: null }))) return;
  }
};
