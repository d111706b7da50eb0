import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { openSweeper } from './blobs/sweep.ts';
import { keepAllStanding, keepStanding, programmesWithConsent } from './consent/keep-standing.ts';
import { approvedDisposals, carryOutDisposals } from './erasure/carry-out-disposals.ts';
import { openPrinter } from './forms/printer.ts';
import { openHeads } from './live/heads.ts';
import { failedAccounts, sendFailedAccountsBack } from './payment/failed-accounts.ts';
import { endWhatIsOver, openDailyEnds } from './people/end-what-is-over.ts';
import { readKeyFile } from './seal/key-file.ts';
import { openKeyring } from './seal/keyring.ts';
import { openOfficeSigners } from './seal/office-signer.ts';
import { openServerKey } from './seal/server-key.ts';
import { openTimeStamper } from './seal/time-stamp.ts';
import type { Log, Server, ServerClock } from './server.ts';
import { openStore } from './store/open-store.ts';
import { tellOwnTypes } from './sync/leave-to-later.ts';

export type ServerOptions = {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly migrationsDir: string;
  readonly pgliteDir?: string | undefined;
  readonly keyFile: string;
  /** Where the build put templates, typefaces and the print thread. */
  readonly formsDir: string;
  /** Where a time-stamping authority answers (RFC 3161); null or none: signatures carry no time stamp. */
  readonly timestampUrl?: string | null | undefined;
  readonly clock: ServerClock;
  readonly log: Log;
};

/** Somebody waits for the paper; public authorities answer within a second. */
const STAMP_LIMIT_MS = 5_000;

/** Opens database, keys and live heads: a server without its port. Throws `FolderInUse`, `MigrationRefused`. */
export const openServer = async (options: ServerOptions): Promise<Server & { readonly close: () => Promise<void> }> => {
  const { clock, log } = options;
  const keyFile = readKeyFile(options.keyFile);
  const store = await openStore(options);
  const serverKey = await openServerKey(store, keyFile, new Date(clock.nowMs())).catch(async (error: unknown) => {
    // Another key file's: whoever tries again with the right one must find the folder free.
    await store.close();
    throw error;
  });
  await tellOwnTypes(store, clock.nowMs());
  const keyring = openKeyring(keyFile);
  const printer = openPrinter(options.formsDir, log);
  const { timestampUrl = null } = options;
  const stamp =
    timestampUrl === null
      ? null
      : openTimeStamper({ url: timestampUrl, limitMs: STAMP_LIMIT_MS, nowMs: clock.nowMs, log });
  // Nobody else writes to the embedded database, and this process tells what it wrote.
  const heads = openHeads(store, log, store.kind === 'pglite' ? 5_000 : undefined);
  const sweeper = openSweeper({ store, clock, log, also: () => keepAllStanding(server) });
  const pushHeard = new Set<(tenant: string) => void>();
  const server: Server & { readonly close: () => Promise<void> } = {
    store,
    keyring,
    serverKey,
    printer,
    signers: openOfficeSigners(store, { keyFile, nowMs: clock.nowMs, stamp }),
    clock,
    log,
    random: (bytes) => randomBytes(bytes),
    accept: {
      keyring,
      serverKey,
      newReceiptId: () => uuidv7(clock.nowMs(), randomBytes(10)),
      reportBug: (error, operation) =>
        log({ event: 'operation_parked', operation, error: error instanceof Error ? error.name : 'unknown' }),
      follow: async (tx, tenant, carriedOut) => {
        await carryOutDisposals(tx, server, { tenant, disposals: approvedDisposals(carriedOut) });
        await sendFailedAccountsBack(tx, server, { tenant, failed: failedAccounts(carriedOut) });
        const programmes = programmesWithConsent(carriedOut);
        if (programmes.length > 0) await keepStanding(tx, server, { tenant, programmes });
      },
    },
    poke: (tenant, head) => {
      heads.poke(tenant, head);
      for (const heard of pushHeard) heard(tenant);
    },
    onPush: (heard) => {
      pushHeard.add(heard);
      return () => pushHeard.delete(heard);
    },
    listen: heads.listen,
    sweep: sweeper.sweep,
    endWhatIsOver: () => endWhatIsOver(server),
    close: async () => {
      heads.stop();
      sweeper.stop();
      stopEnding();
      await printer.close();
      await store.close();
    },
  };
  const stopEnding = openDailyEnds(server);
  return server;
};
