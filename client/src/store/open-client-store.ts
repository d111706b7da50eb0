import { isRefusal, type Refusal } from '@banso/shared/operation/refusals.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { SyncRequest } from '@banso/shared/protocol/sync.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { viewAggregates } from './aggregate-views.ts';
import { amendmentsIn } from './amendments.ts';
import { announce, type Change } from './change-channel.ts';
import type { ClientStore, Recorded, RecordRequest } from './client-store.ts';
import { copyPhotosWaiting } from './copy-photos-waiting.ts';
import { databaseName, letGo, type OutboxRow, whenSealChanges, withConnection } from './database.ts';
import { contactOf } from './device-contact.ts';
import { copyWaiting } from './copy-waiting.ts';
import { type GlanceVisit, keepGlance } from './glance.ts';
import { officeBoxes } from './office-box.ts';
import { type Device, openDevice, sealOf } from './open-device.ts';
import { keepOwnerName, openOwnerName, type OwnerName } from './owner-name.ts';
import { resealAll } from './reseal.ts';
import { type ErasedWord, eraseDevice } from './erase-device.ts';
import { draftsIn } from './drafts.ts';
import { engagementViews } from './engagement-views.ts';
import { deciderHere, loadDecider, NotLoaded } from './load-decider.ts';
import { readPosition, rememberRecords } from './local-records.ts';
import { checkLease, leaseDaysOf } from './lease.ts';
import { looksIn } from './looks.ts';
import { type Photos, photosIn } from './photos.ts';
import { type OutboxCounts, operationText, outboxCounts, outboxEntries, outboxEntry } from './outbox-entries.ts';
import { roomIn } from './room.ts';
import { type Recorder, recordOperation, tapNow, type Wish } from './record-operation.ts';
import type { StorePorts } from './store-ports.ts';
import { nextRequest, type PushLimit } from './sync-records.ts';
import { type Answered, takeAnswer } from './take-answer.ts';
import { makeUnsentFile } from './unsent-file.ts';

export type SendingState = OutboxCounts & {
  /** Photos whose bytes the server has not confirmed, and those it refused. */
  readonly photosWaiting: number;
  readonly photosRefused: number;
  readonly lastContactMs: number | null;
  readonly clockOffsetMs: number | null;
  readonly cursor: number;
  /** The last number that this device gave to an operation. */
  readonly recordedTo: number;
};

/** What the sync engine reads and writes; screens never see it. */
export type SyncStore = {
  readonly database: string;
  readonly nextRequest: (limit: PushLimit) => Promise<SyncRequest>;
  readonly takeAnswer: (answered: Answered) => Promise<void>;
  readonly sendingState: () => Promise<SendingState>;
  readonly nextPhoto: Photos['nextPhoto'];
  /** False: not noted; the office has gone back to an earlier state since it was asked, and is to be asked again. */
  readonly photoStored: Photos['stored'];
  readonly photoRefused: (id: string, problem: string) => Promise<void>;
  readonly subscribe: (listener: (change: Change) => void) => () => void;
};

/** How long this device may go on without its office (L15). */
export type Lease = {
  readonly overAtStart: boolean;
  readonly check: () => Promise<boolean>;
};

export type OpenedStore = {
  readonly store: ClientStore;
  readonly sync: SyncStore;
  readonly device: { readonly id: string; readonly publicKey: string };
  /** The data is sealed with a key that somebody has to open. */
  readonly protected: boolean;
  /** How the person is called, as this device last heard; null when it never did. */
  readonly name: () => Promise<OwnerName | null>;
  readonly keepName: (name: OwnerName) => Promise<void>;
  readonly lease: Lease;
  /** What may wait until the first screen stands: readiness for the first tap, and work that was left half done. */
  readonly settle: () => Promise<void>;
  /** Keeps what `look` reads of the visits, numbers and times, as what the locked screen may show from now on. */
  readonly keepGlance: (look: () => Promise<readonly GlanceVisit[]>) => Promise<void>;
  /** The device key's signature over a statement. */
  readonly sign: (statement: string) => Promise<string>;
  /** Obeys the server's order about a lost device: keys first, then records. Every tab is told. */
  readonly erase: (order: string) => Promise<ErasedWord>;
  /** Lets go of the database; nothing in it is deleted. */
  readonly close: () => void;
};

/**
 * Opens the records of the person signed in on this browser. `who` is asked again at each use, so that changed roles count
 * at once. Throws when the browser gives no storage.
 */
export const openClientStore = async (
  who: () => Pick<SignedIn, 'tenant' | 'person' | 'roles' | 'sample'>,
  {
    ports,
    appVersion,
    device,
    dataKey = null,
    sealChanged = () => {},
  }: {
    readonly ports: StorePorts;
    readonly appVersion: string;
    readonly device?: Device;
    /** What unlocking gave; a device that is protected does not open without it. */
    readonly dataKey?: CryptoKey | null;
    /** A read or a write met a disk that is sealed with another key now: this tab was not told, and has to open the device anew. */
    readonly sealChanged?: () => void;
  },
): Promise<OpenedStore> => {
  const { tenant, person } = who();
  const name = databaseName({ tenant, person });
  const opened = device ?? (await openDevice(who(), ports));
  const { database, identity, lock } = opened;
  if (lock && !dataKey) throw new Error('This device is locked.');
  whenSealChanges(database, sealChanged);
  const seal = await sealOf(opened, dataKey, ports);
  const officeBox = officeBoxes(ports.random);
  const records = rememberRecords(database, seal);
  const views = viewAggregates(records, {
    roles: () => who().roles,
    today: () => dayInJapan(ports.clock.wallMs()),
  });
  const changes = announce(ports.changes(name));
  changes.subscribe((change) => {
    if (change === 'erased') letGo(database);
  });
  const recorder: Recorder = { database, records, views, seal, officeBox, identity, who: { tenant, person }, ports };
  const room = roomIn(database, ports);
  const looks = looksIn(database, ports);
  const photos = photosIn({
    database,
    seal,
    records,
    views,
    who: { tenant },
    device: identity.device,
    officeBox,
    random: ports.random,
  });
  const contact = () => contactOf(database, ports, room.lastTold());
  const sender = { database, seal, identity, crypto: ports.crypto, who: { tenant }, appVersion, looks, contact };
  const inTurn = oneAfterAnother();

  type Write = (work: () => Promise<OutboxRow | Refusal>) => Promise<OutboxRow | Refusal | 'room'>;
  const recordBy = (write: Write, wish: Wish): Promise<Recorded> => {
    const tap = tapNow(wish, ports);
    return inTurn(async (): Promise<Recorded> => {
      try {
        const written = await write(() => recordOperation(recorder, tap));
        if (written === 'room') return { failed: 'room' };
        if (isRefusal(written)) return { refusal: written };
        changes.tell('records');
        const { types } = deciderHere() ?? (await loadDecider());
        return { recorded: outboxEntry(written, types) };
      } catch (error) {
        if (error instanceof NotLoaded) return { failed: 'code' };
        console.error('Recording failed', error);
        return { failed: 'storage' };
      }
    });
  };
  const recordWish = (wish: Wish): Promise<Recorded> => recordBy(room.write, wish);

  const drafts = draftsIn({ database, seal, room, changed: () => changes.tell('drafts') });
  const amendments = amendmentsIn({ database, seal, person, drafts, recordWish });

  return {
    store: {
      ...engagementViews(records, views),
      ...drafts,
      amend: amendments.amend,
      withdraw: amendments.withdraw,
      outbox: () => outboxEntries(database),
      unopened: async () => {
        await records.refresh();
        return records.unopened();
      },
      operationText: (id) => operationText(database, seal, id),
      record: <Type extends keyof BodyOf>(request: RecordRequest<Type>) => amendments.record(request),
      addPhoto: (request) => recordBy(room.writePhoto, photos.wishFor(request, ports.clock.wallMs())),
      room: room.now,
      unsentFile: async () => {
        // What was recorded before the office's key was known gets its copy first.
        const copying = { database, seal, officeBox, who: { tenant }, device: identity.device };
        await copyWaiting(copying);
        await copyPhotosWaiting({ ...copying, random: ports.random });
        return makeUnsentFile({ ...copying, identity, crypto: ports.crypto, appVersion, nowMs: ports.clock.wallMs });
      },
      addPaper: (request) => recordWish(photos.wishForPaper(request, ports.clock.wallMs())),
      addPassbook: (request) => recordWish(photos.wishForPassbook(request, ports.clock.wallMs())),
      photoBytes: photos.bytes,
      heldPhotos: photos.held,
      noteLook: looks.note,
      looksWait: looks.wait,
      subscribe: changes.subscribe,
    },
    sync: {
      database: name,
      nextRequest: (limit) => nextRequest(sender, limit),
      takeAnswer: async (answered) => {
        if (await room.write(() => takeAnswer({ database, seal }, answered))) changes.tell('records');
      },
      sendingState: async () => {
        const { sync, tip } = await withConnection(database, () => readPosition(database));
        const [counts, photoCounts] = [await outboxCounts(database), await photos.counts()];
        return {
          ...counts,
          ...photoCounts,
          lastContactMs: sync.lastContactMs,
          clockOffsetMs: sync.offsetMs,
          cursor: sync.cursor,
          recordedTo: tip.seq,
        };
      },
      nextPhoto: photos.nextPhoto,
      photoStored: async (photo, atMs) => {
        const noted = await photos.stored(photo, atMs);
        changes.tell('records');
        return noted;
      },
      photoRefused: async (id, problem) => {
        await photos.refused(id, problem);
        changes.tell('records');
      },
      subscribe: changes.subscribe,
    },
    device: { id: identity.device, publicKey: identity.deviceKey.publicKey },
    protected: lock !== null,
    name: () => openOwnerName(seal, opened.name),
    keepName: (named) => keepOwnerName(database, seal, named),
    lease: {
      overAtStart: opened.leaseOver,
      check: async () => {
        const days = leaseDaysOf(await engagementViews(records, views).programmes());
        return checkLease(database, { wallMs: ports.clock.wallMs(), days });
      },
    },
    settle: async () => {
      const { sync } = records.position() ?? (await records.refresh());
      if (sync.officeKey !== undefined) await officeBox(sync.officeKey);
      if (lock && identity.sealKey) await resealAll(database, seal);
      const copying = { database, seal, officeBox, who: { tenant }, device: identity.device };
      await amendments.ready();
      await copyWaiting(copying);
      await copyPhotosWaiting({ ...copying, random: ports.random });
      await room.tidy();
    },
    keepGlance: async (look) => {
      // Before the visits are read: what is recorded meanwhile is looked at twice, never left out.
      const { tip } = await withConnection(database, () => readPosition(database));
      await keepGlance(database, { visits: await look(), upTo: tip.seq }, ports);
    },
    sign: (statement) => ports.crypto.sign(identity.deviceKey, statement),
    erase: async (order) => {
      const word = await eraseDevice(database, { order, tenant, crypto: ports.crypto });
      changes.tell('erased');
      return word;
    },
    close: () => {
      changes.close();
      database.close();
    },
  };
};

/** Two taps of one tab are prepared one after the other; a failed one does not hold up the next. */
const oneAfterAnother = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};
