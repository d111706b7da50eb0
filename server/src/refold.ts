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
import { logPage } from './store/log.ts';
import { allParts } from './store/parts.ts';
import { receiptsByIds } from './store/receipts.ts';
import type { LogRow, Transaction } from './store/schema.ts';
import { tenantById } from './store/tenants.ts';

const PAGE = 500;

type Proof = {
  readonly tenant: string;
  readonly flaws: Flaw[];
  readonly fold: Fold;
  readonly devices: ReturnType<typeof openDeviceChains>;
  /** The entries each receipt covers. */
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
      fold: openFold(),
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
    }
    await compareEnd(tx, proof, after);
    proof.flaws.push(...proof.fold.compare(await allParts(tx)));
    await verifyReceipts(server, tx, proof);
    return proof.flaws;
  });

const takePage = async (server: Proven, tx: Transaction, proof: Proof, rows: readonly LogRow[]): Promise<void> => {
  const { tenant, flaws, fold, devices, entriesByReceipt } = proof;
  for (const { opened, unsealed } of await openEntries(server.keyring, tx, tenant, rows)) {
    const { entry } = opened;
    if (logChainNext(proof.chain, entry) !== entry.chain)
      flaws.push({ where: entryName(entry), what: '台帳の鎖がつながりません。' });
    proof.chain = entry.chain;
    const receipt = entry.receipt ?? '';
    entriesByReceipt.set(receipt, [...(entriesByReceipt.get(receipt) ?? []), entry]);
    if (!unsealed) flaws.push({ where: entryName(entry), what: '封印を開けません。' });
    flaws.push(...deviceChainFlaws(opened, devices.advance(entry).chain), ...textFlaws(opened), ...fold.take(opened));
  }
};

/** The counter row says where the log ends, so that nothing can be cut off there. */
const compareEnd = async (tx: Transaction, { tenant: id, chain, flaws }: Proof, last: number): Promise<void> => {
  const tenant = await tenantById(tx, id);
  if (tenant?.logPosition !== last || tenant.chain !== chain)
    flaws.push({ where: id, what: '台帳の終わりが、控えと一致しません。' });
};

const verifyReceipts = async ({ serverKey }: Proven, tx: Transaction, proof: Proof): Promise<void> => {
  const { tenant, flaws, entriesByReceipt } = proof;
  const receipts = await receiptsByIds(tx, [...entriesByReceipt.keys()]);
  const found = new Set(receipts.map(({ id }) => id));
  for (const id of entriesByReceipt.keys())
    if (!found.has(id)) flaws.push({ where: `受領証${id}`, what: 'ありません。' });
  for (const receipt of receipts) {
    const entries = entriesByReceipt.get(receipt.id) ?? [];
    const device = await deviceById(tx, receipt.device);
    flaws.push(
      ...receiptFlaws({ tenant, receipt, entries, verify: serverKey.verify }),
      ...pushFlaws(tenant, receipt, device?.publicKey ?? null),
    );
  }
};
