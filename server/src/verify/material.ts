import type { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import {
  devicesSchema,
  type ExportedDevice,
  type ExportedEntry,
  type ExportedPapers,
  type ExportedPart,
  type ExportedPhoto,
  type ExportedReceipt,
  FILES,
  operationsSchema,
  papersSchema,
  photosSchema,
  receiptsSchema,
  recordsSchema,
} from '../export/export-format.ts';
import type { Flaw } from '../proof/flaw.ts';
import type { OpenedEntry } from '../proof/log-entry.ts';
import { certificatesIn } from '../seal/cades.ts';
import { type SignatureCheck, signatureCheck } from '../seal/signatures.ts';
import { jsonOf, type OpenedExport } from './read-export.ts';

/** An operation as the proofs take it. */
export type Operation = OpenedEntry<Omit<ExportedEntry, 'text' | 'context'>>;

/** Everything that is checked, read once. */
export type Material = {
  readonly zip: OpenedExport;
  readonly operations: readonly Operation[];
  readonly receipts: readonly ExportedReceipt[];
  readonly devices: readonly ExportedDevice[];
  readonly parts: readonly ExportedPart[];
  readonly papers: ExportedPapers;
  readonly photos: readonly ExportedPhoto[];
  /** The office's certificates, each alone. */
  readonly certificates: readonly X509Certificate[];
  /** Fingerprints (SHA-256) that the office published, as they were given; none: nobody said whose signature it must be. */
  readonly published: readonly string[];
  readonly serverSigned: SignatureCheck;
};

/** Reads what the checks need; a file that is missing or of another shape is a finding, and nothing more can be checked. */
export const readMaterial = async (
  zip: OpenedExport,
  published: readonly string[],
): Promise<{ readonly material: Material } | { readonly flaws: readonly Flaw[] }> => {
  const flaws: Flaw[] = [];
  const read = async <T>(name: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> => {
    const bytes = await zip.read(name);
    const parsed = bytes ? v.safeParse(schema, jsonOf(bytes)) : null;
    if (!parsed?.success)
      flaws.push({ where: name, what: bytes ? '形が、この書き出しのものではありません。' : 'ありません。' });
    return parsed?.success ? parsed.output : null;
  };
  const entries = await read(FILES.operations, operationsSchema);
  const receipts = await read(FILES.receipts, receiptsSchema);
  const devices = await read(FILES.devices, devicesSchema);
  const parts = await read(FILES.records, recordsSchema);
  const papers = await read(FILES.papers, papersSchema);
  const photos = await read(FILES.photos, photosSchema);
  const certificates = await readCertificates(zip, flaws);
  if (!entries || !receipts || !devices || !parts || !papers || !photos) return { flaws };
  if (flaws.length > 0) return { flaws };
  const operations = entries.map(({ text, context, ...entry }) => ({ entry, text, context }));
  const checks = zip.index.serverKeys.map(signatureCheck);
  const serverSigned: SignatureCheck = (text, signature) => checks.some((check) => check(text, signature));
  return {
    material: { zip, operations, receipts, devices, parts, papers, photos, certificates, published, serverSigned },
  };
};

const readCertificates = async (zip: OpenedExport, flaws: Flaw[]): Promise<readonly X509Certificate[]> => {
  const certificates: X509Certificate[] = [];
  for (const name of [...zip.names].filter((one) => one.startsWith('certificates/'))) {
    try {
      certificates.push(...certificatesIn((await zip.read(name))?.toString('latin1') ?? ''));
    } catch {
      flaws.push({ where: name, what: '証明書として読み取れません。' });
    }
  }
  return certificates;
};
