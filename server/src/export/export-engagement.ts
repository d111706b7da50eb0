import type { Readable } from 'node:stream';
import { PAPERS } from '@banso/shared/forms/index.ts';
import type { Retention } from '@banso/shared/operation/define.ts';
import { printedOrKept } from '../forms/printed-or-kept.ts';
import { rememberPaper } from '../forms/remember-paper.ts';
import { Problem } from '../http/problem.ts';
import { keyName } from '../seal/keyring.ts';
import { openBytes } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import { blobOf } from '../store/blobs.ts';
import { heldKey } from '../sync/held-key.ts';
import { openChainFile } from './chain-file.ts';
import {
  EXPORT_FORMAT,
  type ExportedDevice,
  type ExportedEntry,
  type ExportedPapers,
  type ExportedPart,
  type ExportedPhoto,
  type ExportedReceipt,
  type ExportIndex,
  FILES,
} from './export-format.ts';
import { contextWithoutOthers } from './context-without-others.ts';
import { gatherExport, type Gathered, photosIn } from './gather-export.ts';
import { readmeText } from './readme-text.ts';
import { summaryPage } from './summary-page.ts';
import { streamZip, type WrittenFile, type ZipWriter } from './zip-writer.ts';

export type ExportAsked = { readonly tenant: string; readonly engagement: string; readonly baseUrl: string };

/**
 * One engagement as a ZIP that proves itself without the server (decision 014): operations as they were hashed, receipts, keys
 * for checking, records, photos and signed papers, and an index signed by the office. Null when there is no such engagement.
 * Whether the caller may have it is the caller's matter.
 */
export const exportEngagement = async (
  server: Server,
  asked: ExportAsked,
): Promise<{ readonly zip: Readable; readonly fileName: string } | null> => {
  // Made at the first paper, or now: the certificate that signs the index has to be inside.
  await server.signers.of(asked.tenant);
  const gathered = await gatherExport(server, asked);
  if (!gathered) return null;
  const exportedAtMs = server.clock.nowMs();
  const zip = streamZip(new Date(exportedAtMs), (writer) => fill(server, writer, { gathered, exportedAtMs }));
  return { zip, fileName: `banso-export-${asked.engagement}.zip` };
};

type Export = { readonly gathered: Gathered; readonly exportedAtMs: number };

const fill = async (server: Server, zip: ZipWriter, { gathered, exportedAtMs }: Export): Promise<void> => {
  const { tenant, office, id: engagement, aggregates, people } = gathered;
  const files: WrittenFile[] = [];
  const write = async (name: string, content: string | Uint8Array | Readable) => {
    files.push(await zip.add(name, content));
  };
  await write(FILES.readme, readmeText({ office: office.name, engagement, exportedAtMs }));
  await write(FILES.summary, summaryPage(gathered, exportedAtMs));
  const chain = openChainFile(server.store, { tenant, upTo: office.logPosition, wanted: gathered.opened });
  await write(FILES.chain, chain.content);
  await write(FILES.operations, toJson(gathered.opened.map((one) => entryOf(one, chain.before))));
  await write(FILES.receipts, toJson(gathered.receipts.map(receiptOf)));
  await write(FILES.devices, toJson(gathered.devices.map(deviceOf)));
  await write(FILES.records, toJson(gathered.parts.map(partOf)));
  for (const { number, certificates } of gathered.certificates)
    await write(`certificates/office-${number}.pem`, certificates);
  await write(FILES.photos, toJson(await writePhotos(server, gathered, write)));
  await write(FILES.papers, toJson(await writePapers(server, gathered, write)));
  const index: ExportIndex = {
    format: EXPORT_FORMAT,
    tenant,
    office: office.name,
    engagement,
    aggregates: [...aggregates],
    exportedAtMs,
    serverKeys: [server.serverKey.publicKey],
    log: { position: office.logPosition, chain: office.chain },
    people: [...people],
    files,
  };
  const bytes = Buffer.from(toJson(index));
  await zip.add(FILES.index, bytes);
  await zip.add(FILES.indexSignature, await (await server.signers.of(tenant)).sign(bytes));
};

type Write = (name: string, content: Uint8Array) => Promise<void>;

/** Also bytes that are not what their record says are given: whoever checks has to see them. */
const writePhotos = async (server: Server, gathered: Gathered, write: Write): Promise<readonly ExportedPhoto[]> => {
  const { tenant, id } = gathered;
  const photos: ExportedPhoto[] = [];
  for (const { part, retention, sha256 } of photosIn(gathered)) {
    // Written by this program from a type's register, never from a client.
    const keyId = { owner: heldKey('engagement', id), class: retention as Retention };
    const bytes = await server.store.read(tenant, async (tx) => {
      const blob = await blobOf(tx, { kind: 'engagement', aggregateId: id, part });
      const key = (await server.keyring.keysForReading(tx, tenant, [keyId])).get(keyName(keyId));
      return blob && key ? openBytes(key, blob.sealed) : null;
    });
    const file = bytes ? `photos/${photos.length + 1}.jpg` : null;
    if (bytes && file) await write(file, bytes);
    photos.push({ part, sha256, file });
  }
  return photos;
};

/** Every paper of the engagement that can be printed today; what cannot is named with its reason. */
const writePapers = async (server: Server, gathered: Gathered, write: Write): Promise<ExportedPapers> => {
  const { tenant, id: engagement } = gathered;
  const papers: { files: ExportedPapers['files']; missing: ExportedPapers['missing'] } = { files: [], missing: [] };
  const facts = gathered.papers;
  for (const [form, paper] of PAPERS) {
    for (const subject of paper.subjects(facts.engagement)) {
      const data = paper.print(facts, subject);
      if (!data || 'refused' in data) continue;
      try {
        const { baseUrl } = facts;
        const printed = await printedOrKept(server, tenant, { form, engagement, subject, baseUrl, data });
        const atMs = server.clock.nowMs();
        const sha256 = await server.store.transact(tenant, (tx) =>
          rememberPaper(tx, { ...printed, form, engagement, subject, atMs }),
        );
        const number = facts.engagement.visits[subject]?.number ?? 0;
        const file = `papers/${form}-${number}-${papers.files.length + 1}.pdf`;
        await write(file, printed.pdf);
        papers.files.push({ form, subject, code: printed.code, sha256, file });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        papers.missing.push({ form, subject, problem: error.code });
      }
    }
  }
  const printedBefore = gathered.printedBefore.map(({ form, subject, code, fileHash, printedAt }) => ({
    form,
    subject,
    code,
    sha256: fileHash,
    printedAtMs: printedAt.getTime(),
  }));
  return { ...papers, printedBefore };
};

const entryOf = (
  { entry, text, context }: Gathered['opened'][number],
  before: (position: number) => ExportedEntry['before'],
): ExportedEntry => ({
  position: entry.position,
  device: entry.device,
  branch: entry.branch,
  seq: entry.seq,
  span: entry.span,
  type: entry.type,
  kind: entry.kind,
  aggregateId: entry.aggregateId,
  actor: entry.actor,
  hash: entry.hash,
  deviceChain: entry.deviceChain,
  verdict: entry.verdict,
  verdictDetail: entry.verdictDetail,
  receipt: entry.receipt,
  receivedAtMs: entry.receivedAt.getTime(),
  before: before(entry.position),
  text,
  context: context === null ? null : contextWithoutOthers(context),
});

const receiptOf = (receipt: Gathered['receipts'][number]): ExportedReceipt => {
  const { id, device, branch, toSeq, text, signature, pushSignature } = receipt;
  const entries = receipt.entries.map(({ position, seq, span, hash, deviceChain, verdict, verdictDetail }) => {
    return { position, seq, span, hash, deviceChain, verdict, verdictDetail };
  });
  return { id, device, branch, toSeq, text, signature, pushSignature, entries };
};

const deviceOf = ({ id, person, publicKey }: Gathered['devices'][number]): ExportedDevice => ({
  id,
  person,
  publicKey,
});

const partOf = ({ kind, aggregateId, part, version, body }: Gathered['parts'][number]): ExportedPart => ({
  // Written by this program from the register of kinds.
  kind: kind as ExportedPart['kind'],
  aggregateId,
  part,
  version,
  body,
});

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
