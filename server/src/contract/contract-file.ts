import { engagementParts } from '@banso/shared/engagement/engagement.ts';
import type { ContractPaper } from '@banso/shared/engagement/contract-paper.ts';
import { PAPERS } from '@banso/shared/forms/index.ts';
import { sha256HexOfBytes } from '@banso/shared/lib/hash.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { factsOfPaper } from '../forms/facts-of-paper.ts';
import { printSigned } from '../forms/print-paper.ts';
import { rememberPaper } from '../forms/remember-paper.ts';
import { Problem } from '../http/problem.ts';
import { keyName } from '../seal/keyring.ts';
import { openBytes, sealBytes } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import { blobOf, insertBlob } from '../store/blobs.ts';
import { lockDevice } from '../store/devices.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';

export type ContractAsked = {
  readonly tenant: string;
  readonly engagement: string;
  readonly paper: string;
  readonly baseUrl: string;
};

const CLASS = 'A';

/**
 * The contract's file: printed and sealed by the office once, then given byte for byte to whoever may have it, because this file is
 * what both sides sign. Whoever asks first has it made. Null when there is no such contract; throws what printing throws, and an
 * error, never other bytes, when what is kept is not what the record says.
 */
export const contractFile = async (server: Server, asked: ContractAsked): Promise<Uint8Array<ArrayBuffer> | null> => {
  const kept = await keptFile(server, asked);
  if (kept !== 'none') return kept;
  await makeFile(server, asked);
  const made = await keptFile(server, asked);
  return made === 'none' ? null : made;
};

/** Makes the files of contracts that were just offered; what cannot be printed now is made when somebody asks for it. */
export const makeContractFiles = async (
  server: Server,
  offers: readonly Omit<ContractAsked, 'baseUrl'>[],
  baseUrl: string,
): Promise<void> => {
  for (const offer of offers)
    await contractFile(server, { ...offer, baseUrl }).catch((error: unknown) =>
      server.log({
        event: 'contract_not_printed',
        tenant: offer.tenant,
        engagement: offer.engagement,
        error: error instanceof Problem ? error.code : error instanceof Error ? error.name : '?',
      }),
    );
};

const keptFile = (
  server: Server,
  { tenant, engagement, paper: id }: ContractAsked,
): Promise<Uint8Array<ArrayBuffer> | 'none' | null> =>
  server.store.read(tenant, async (tx) => {
    const paper = await paperOf(tx, engagement, id);
    if (!paper) return null;
    if (!paper.file) return 'none';
    const keyId = { owner: `engagement/${engagement}`, class: CLASS } as const;
    const blob = await blobOf(tx, partKey(engagement, id));
    const key = (await server.keyring.keysForReading(tx, tenant, [keyId])).get(keyName(keyId));
    if (!blob || !key) throw new Error('a contract has no file');
    const bytes = new Uint8Array(openBytes(key, blob.sealed));
    if (sha256HexOfBytes(bytes) !== paper.file.sha256) throw new Error('a contract is not what its record says');
    return bytes;
  });

const makeFile = async (server: Server, asked: ContractAsked): Promise<void> => {
  const { tenant, engagement, paper: id, baseUrl } = asked;
  const data = await server.store.read(tenant, async (tx) => {
    const facts = await factsOfPaper(tx, { tenant, engagement, baseUrl });
    return facts && (PAPERS.get('contract')?.print(facts, id) ?? null);
  });
  if (!data) throw new Problem('not_found');
  if ('refused' in data) throw new Problem(data.refused);
  const printed = await printSigned(server, tenant, data);
  const sha256 = sha256HexOfBytes(printed.pdf);
  const atMs = server.clock.nowMs();
  await server.store.transact(tenant, async (tx) => {
    // Before anything else: of two who ask at once, the second finds it made.
    await lockDevice(tx, SERVER_DEVICE);
    const paper = await paperOf(tx, engagement, id);
    if (!paper || paper.file) return;
    const keyId = { owner: `engagement/${engagement}`, class: CLASS } as const;
    const key = (await server.keyring.keysForWriting(tx, tenant, [keyId])).get(keyName(keyId));
    if (!key) throw new Problem('not_found');
    await insertBlob(tx, {
      ...partKey(engagement, id),
      retention: CLASS,
      sentSha256: sha256,
      sha256,
      type: 'application/pdf',
      bytes: printed.pdf.length,
      sealed: sealBytes(key, printed.pdf),
      storedAt: new Date(atMs),
    });
    await rememberPaper(tx, { ...printed, form: 'contract', engagement, subject: id, atMs });
    const body = { paper: id, sha256, bytes: printed.pdf.length };
    await recordAsServer(tx, {
      server,
      tenant,
      operations: [
        { type: 'contract-printed@1', kind: 'engagement', aggregate: engagement, actor: SYSTEM, atMs, body },
      ],
    });
  });
  server.poke(tenant);
};

const partKey = (engagement: string, paper: string) => ({
  kind: 'engagement',
  aggregateId: engagement,
  part: `contractPaper/${paper}`,
});

const paperOf = async (tx: Transaction, engagement: string, id: string): Promise<ContractPaper | null> => {
  const { contractPapers } = engagementParts.fromParts(
    await partsOfAggregates(tx, [{ kind: 'engagement', id: engagement }]),
  );
  return Object.hasOwn(contractPapers, id) ? (contractPapers[id] ?? null) : null;
};
