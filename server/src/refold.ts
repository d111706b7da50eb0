import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { apply } from '@banso/shared/operation/apply.ts';
import { chainNext, chainStart, pushStatement } from '@banso/shared/operation/chain.ts';
import { type Kind, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/register.ts';
import { isRefusal } from '@banso/shared/operation/refusals.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { base64urlToBytes } from '@banso/shared/lib/base64url.ts';
import { proveAccessLog } from './access/prove-access-log.ts';
import { keyName } from './seal/keyring.ts';
import { openText } from './seal/seal.ts';
import { signatureStands } from './seal/server-key.ts';
import type { Server } from './server.ts';
import { deviceById } from './store/devices.ts';
import { logPage } from './store/log.ts';
import { allParts } from './store/parts.ts';
import { receiptsByIds } from './store/receipts.ts';
import type { LogRow, ReceiptRow, Transaction } from './store/schema.ts';
import { tenantById } from './store/tenants.ts';
import { SERVER_DEVICE } from './sync/accept.ts';
import { readStoredContext } from './sync/context-text.ts';
import { verdictsDigest } from './sync/receipt-text.ts';
import { heldKey } from './sync/working-set.ts';

const PAGE = 500;

type Fold = {
  readonly tenant: string;
  readonly problems: string[];
  readonly states: Map<string, unknown>;
  readonly deviceChains: Map<string, string>;
  /** The rows each receipt covers. */
  readonly rowsByReceipt: Map<string, LogRow[]>;
  chain: string;
};

/**
 * Proves that the records are the fold of the log: every text has its hash, every chain links, every receipt and push
 * signature verifies, and applying the log again gives the stored parts. Returns what does not hold, in Japanese; [] is the proof.
 */
export const refold = async (server: Server): Promise<readonly string[]> => {
  const tenants = await server.store.door((tx) => tx.selectFrom('tenant').select('id').orderBy('id').execute());
  const problems: string[] = [];
  for (const { id } of tenants) {
    problems.push(...(await refoldTenant(server, id)));
    problems.push(...(await server.store.read(id, proveAccessLog)));
  }
  return problems;
};

const refoldTenant = (server: Server, tenant: string): Promise<readonly string[]> =>
  server.store.read(tenant, async (tx) => {
    const fold: Fold = {
      tenant,
      problems: [],
      states: new Map(),
      deviceChains: new Map(),
      rowsByReceipt: new Map(),
      chain: '',
    };
    let after = 0;
    for (;;) {
      const rows = await logPage(tx, { after, limit: PAGE });
      if (rows.length === 0) break;
      for (const row of rows) await foldRow(server, tx, fold, row);
      after = rows.at(-1)?.position ?? after;
    }
    await compareEnd(tx, fold, after);
    await compareParts(tx, fold);
    await verifyReceipts(server, tx, fold);
    return fold.problems;
  });

const foldRow = async (server: Server, tx: Transaction, fold: Fold, row: LogRow): Promise<void> => {
  const where = `台帳${row.position}番（${row.type}）`;
  const linked = sha256Hex(fold.chain + row.hash + row.deviceChain);
  if (linked !== row.chain) fold.problems.push(`${where}: 台帳の鎖がつながりません。`);
  fold.chain = row.chain;
  const receipt = row.receipt ?? '';
  fold.rowsByReceipt.set(receipt, [...(fold.rowsByReceipt.get(receipt) ?? []), row]);
  const keys = await server.keyring.keysForReading(tx, fold.tenant, [keyOf(row)]);
  const key = keys.get(keyName(keyOf(row)));
  // A destroyed key is an erasure: the hashes still link, the text is gone for good (L16).
  const text = key ? openOr(() => openText(key, row.sealedText)) : null;
  if (key && text === null) fold.problems.push(`${where}: 封印を開けません。`);
  foldDeviceChain(fold, row, text, where);
  if (text === null || row.span > 1) return;
  const hashed = row.type === 'gap' ? sha256Hex(`${text}@${row.seq}`) : sha256Hex(text);
  if (hashed !== row.hash) fold.problems.push(`${where}: 本文のハッシュが違います。`);
  if (row.verdict !== 'accepted' && row.verdict !== 'flagged') return;
  const context = key && row.sealedContext ? openOr(() => openText(key, row.sealedContext ?? new Uint8Array())) : null;
  applyAgain(fold, text, context, where);
};

const applyAgain = (fold: Fold, text: string, contextText: string | null, where: string): void => {
  const envelope = textToEnvelope(text);
  if (!envelope || contextText === null) {
    fold.problems.push(`${where}: 操作として読めません。`);
    return;
  }
  const key = heldKey(envelope.kind, envelope.aggregate);
  const state: unknown = fold.states.get(key) ?? PARTS_OF_KIND[envelope.kind].empty;
  const outcome = apply<unknown>(
    state,
    envelope,
    readStoredContext(contextText, (wanted) => findRuleSet(fold, wanted)),
  );
  if (isRefusal(outcome)) fold.problems.push(`${where}: もう一度適用すると受け付けられません（${outcome.refused}）。`);
  else fold.states.set(key, outcome.state);
};

const findRuleSet = (fold: Fold, { id, version }: { readonly id: string; readonly version: string }) =>
  [...fold.states.entries()]
    .flatMap(([key, state]) => (key.startsWith('programme/') ? (state as Programme).ruleSets : []))
    .find((ruleSet) => ruleSet.id === id && ruleSet.version === version);

const foldDeviceChain = (fold: Fold, row: LogRow, text: string | null, where: string): void => {
  const branch = `${row.device}#${row.branch}`;
  const before =
    fold.deviceChains.get(`${branch}@${row.seq - 1}`) ??
    fold.deviceChains.get(`${row.device}@${row.seq - 1}`) ??
    chainStart(fold.tenant, row.device);
  const computable = text !== null && row.type !== 'gap' && row.type !== 'raw';
  if (computable && row.branch === 0 && chainNext(before, text) !== row.deviceChain) {
    fold.problems.push(`${where}: 端末の鎖がつながりません。`);
  }
  const last = row.seq + row.span - 1;
  fold.deviceChains.set(`${branch}@${last}`, row.deviceChain);
  if (row.branch === 0) fold.deviceChains.set(`${row.device}@${last}`, row.deviceChain);
};

/** The counter row says where the log ends, so that nothing can be cut off there. */
const compareEnd = async (tx: Transaction, fold: Fold, last: number): Promise<void> => {
  const tenant = await tenantById(tx, fold.tenant);
  if (tenant?.logPosition !== last || tenant.chain !== fold.chain)
    fold.problems.push('台帳の終わりが、控えと一致しません。');
};

const compareParts = async (tx: Transaction, fold: Fold): Promise<void> => {
  const keys = [...fold.states.keys()].map((key) => ({
    kind: key.slice(0, key.indexOf('/')),
    id: key.slice(key.indexOf('/') + 1),
  }));
  const stored = new Map(
    (await allParts(tx)).map((part) => [`${heldKey(part.kind, part.aggregateId)} ${part.part}`, part.body]),
  );
  for (const { kind, id } of keys) {
    const parts = PARTS_OF_KIND[kind as Kind].toParts(fold.states.get(heldKey(kind, id)));
    for (const { part, body } of parts) {
      const name = `${heldKey(kind, id)} ${part}`;
      if (stored.get(name) !== body) fold.problems.push(`${name}: 記録が台帳と一致しません。`);
      stored.delete(name);
    }
  }
  for (const name of stored.keys()) fold.problems.push(`${name}: 台帳にない記録があります。`);
};

const verifyReceipts = async (server: Server, tx: Transaction, fold: Fold): Promise<void> => {
  const receipts = await receiptsByIds(tx, [...fold.rowsByReceipt.keys()]);
  const found = new Set(receipts.map(({ id }) => id));
  for (const id of fold.rowsByReceipt.keys()) if (!found.has(id)) fold.problems.push(`受領証${id}: ありません。`);
  for (const receipt of receipts) {
    if (receipt.text.split('\n')[8] !== verdictsDigest(fold.rowsByReceipt.get(receipt.id) ?? []))
      fold.problems.push(`受領証${receipt.id}: 台帳の判定と一致しません。`);
    const signature = base64urlToBytes(receipt.signature);
    if (!signature || !server.serverKey.verify(receipt.text, signature))
      fold.problems.push(`受領証${receipt.id}: 署名を確認できません。`);
    if (receipt.device !== SERVER_DEVICE && !(await pushStands(tx, fold, receipt))) {
      fold.problems.push(`受領証${receipt.id}: 端末の署名を確認できません。`);
    }
  }
};

/** The device's signature covers the whole push; what was known already came in an earlier one, so its range may begin before the receipt's. */
const pushStands = async (tx: Transaction, fold: Fold, receipt: ReceiptRow): Promise<boolean> => {
  const device = await deviceById(tx, receipt.device);
  if (!device) return false;
  const tip = receipt.text.split('\n')[6] ?? '';
  const [signature = '', asked = '0', from = '0'] = receipt.pushSignature.split(' ');
  const statement = pushStatement({
    tenant: fold.tenant,
    device: receipt.device,
    branch: Number(asked),
    fromSeq: Number(from),
    toSeq: receipt.toSeq,
    tip,
  });
  return signatureStands(device.publicKey, statement, signature);
};

const keyOf = (row: LogRow) => ({ owner: row.keyOwner, class: row.retention as 'A' | 'B' | 'C' | 'D' | 'E' });

const openOr = (open: () => string): string | null => {
  try {
    return open();
  } catch {
    return null;
  }
};
