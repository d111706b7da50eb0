import { logChainNext } from '@banso/shared/operation/chain.ts';
import { proveAccessLog } from './access/prove-access-log.ts';
import { NO_OFFICE } from './auth/sign-in-log.ts';
import { proveDeviceFacts } from './device/device-fact.ts';
import { type Flaw, flawText } from './proof/flaw.ts';
import { type Fold, openFold } from './proof/fold-log.ts';
import { deviceChainFlaws, entryName, type LogEntry, openDeviceChains, textFlaws } from './proof/log-entry.ts';
import { pushFlaws, receiptFlaws } from './proof/receipt-proof.ts';
import { openEntries } from './proof/open-entries.ts';
import type { Server } from './server.ts';
import { deviceById } from './store/devices.ts';
import { aggregatesInLog, logOfAggregate, logPage } from './store/log.ts';
import { type AggregateKey, aggregatesWithParts, partsOfAggregates } from './store/parts.ts';
import { receiptsByIds } from './store/receipts.ts';
import type { LogRow, Transaction } from './store/schema.ts';
import { tenantById } from './store/tenants.ts';
import { heldKey } from './sync/held-key.ts';

const PAGE = 500;

type Proof = {
  readonly tenant: string;
  readonly flaws: Flaw[];
  readonly devices: ReturnType<typeof openDeviceChains>;
  /** The entries of receipts that were met and not yet proven: a push's entries stand together in the log. */
  readonly entriesByReceipt: Map<string, LogEntry[]>;
  chain: string;
};

type Proven = Pick<Server, 'store' | 'keyring' | 'serverKey'>;

/**
 * Proves that the records are the fold of the log: every text has its hash, every chain links, every receipt and push
 * signature verifies, and applying the log again gives the stored parts. Returns what does not hold, in Japanese; [] is the proof.
 */
export const refold = async (server: Proven): Promise<readonly string[]> => {
  const tenants = await server.store.door((tx) => tx.selectFrom('tenant').select('id').orderBy('id').execute());
  const problems: string[] = [];
  for (const { id } of tenants) {
    problems.push(...(await refoldTenant(server, id)).map(flawText));
    const accesses = await server.store.read(id, proveAccessLog);
    // A chain that does not hold proves nothing else.
    problems.push(...accesses, ...(accesses.length === 0 ? await server.store.read(id, proveDeviceFacts) : []));
  }
  // Who stood at the door before anybody knew of which office.
  problems.push(...(await server.store.read(NO_OFFICE, proveAccessLog)));
  return problems;
};

const refoldTenant = (server: Proven, tenant: string): Promise<readonly Flaw[]> =>
  server.store.read(tenant, async (tx) => {
    const proof: Proof = {
      tenant,
      flaws: [],
      devices: openDeviceChains(tenant),
      entriesByReceipt: new Map(),
      chain: '',
    };
    let after = 0;
    for (;;) {
      const rows = await logPage(tx, { after, limit: PAGE });
      if (rows.length === 0) break;
      await takePage(server, tx, proof, rows);
      after = rows.at(-1)?.position ?? after;
      // The last one may go on in the next page.
      await verifyReceipts(server, tx, { ...proof, but: rows.at(-1)?.receipt ?? '' });
    }
    await verifyReceipts(server, tx, { ...proof, but: null });
    await compareEnd(tx, proof, after);
    proof.flaws.push(...(await foldFlaws(server, tx, tenant)));
    return proof.flaws;
  });

const takePage = async (server: Proven, tx: Transaction, proof: Proof, rows: readonly LogRow[]): Promise<void> => {
  const { tenant, flaws, devices, entriesByReceipt } = proof;
  for (const { opened, unsealed } of await openEntries(server.keyring, tx, tenant, rows)) {
    const { entry } = opened;
    if (logChainNext(proof.chain, entry) !== entry.chain)
      flaws.push({ where: entryName(entry), what: '台帳の鎖がつながりません。' });
    proof.chain = entry.chain;
    const receipt = entry.receipt ?? '';
    const covered = entriesByReceipt.get(receipt) ?? [];
    covered.push(entry);
    entriesByReceipt.set(receipt, covered);
    if (!unsealed) flaws.push({ where: entryName(entry), what: '封印を開けません。' });
    flaws.push(...deviceChainFlaws(opened, devices.advance(entry).chain), ...textFlaws(opened));
  }
};

/** The counter row says where the log ends, so that nothing can be cut off there. */
const compareEnd = async (tx: Transaction, { tenant: id, chain, flaws }: Proof, last: number): Promise<void> => {
  const tenant = await tenantById(tx, id);
  if (tenant?.logPosition !== last || tenant.chain !== chain)
    flaws.push({ where: id, what: '台帳の終わりが、控えと一致しません。' });
};

/**
 * Folds one aggregate after the other, and lets go of each: an office's records of many years would not lie in memory at once. An
 * operation is judged by its own record and its stored context alone; programmes come first, for their rule sets.
 */
const foldFlaws = async (server: Proven, tx: Transaction, tenant: string): Promise<readonly Flaw[]> => {
  const keys = new Map(
    [...(await aggregatesInLog(tx)), ...(await aggregatesWithParts(tx))].map((key) => [heldKey(key.kind, key.id), key]),
  );
  const isProgramme = ({ kind }: AggregateKey) => kind === 'programme';
  const programmes = [...keys.values()].filter(isProgramme);
  const flaws: Flaw[] = [];
  const foldOf = async (of: readonly AggregateKey[], fold: Fold): Promise<Fold> => {
    for (const { kind, id } of of) {
      const rows = await logOfAggregate(tx, { kind, aggregateId: id });
      for (let at = 0; at < rows.length; at += PAGE)
        for (const { opened } of await openEntries(server.keyring, tx, tenant, rows.slice(at, at + PAGE)))
          flaws.push(...fold.take(opened));
    }
    flaws.push(...fold.compare(await partsOfAggregates(tx, of)));
    return fold;
  };
  const judgedBy = (await foldOf(programmes, openFold())).programmes();
  for (const key of keys.values()) if (!isProgramme(key)) await foldOf([key], openFold(undefined, judgedBy));
  return flaws;
};

/** Proves the receipts that were met, all `but` one, and forgets their entries. */
const verifyReceipts = async (
  { serverKey }: Proven,
  tx: Transaction,
  { tenant, flaws, entriesByReceipt, but }: Proof & { readonly but: string | null },
): Promise<void> => {
  const whole = [...entriesByReceipt].filter(([id]) => id !== but);
  const receipts = await receiptsByIds(
    tx,
    whole.map(([id]) => id),
  );
  const found = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  for (const [id, entries] of whole) {
    entriesByReceipt.delete(id);
    const receipt = found.get(id);
    if (!receipt) {
      flaws.push({ where: `受領証${id}`, what: 'ありません。' });
      continue;
    }
    const device = await deviceById(tx, receipt.device);
    flaws.push(
      ...receiptFlaws({ tenant, receipt, entries, verify: serverKey.verify }),
      ...pushFlaws(tenant, receipt, device?.publicKey ?? null),
    );
  }
};
