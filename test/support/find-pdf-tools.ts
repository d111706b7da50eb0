import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, installWithApt } from './machine.ts';

const run = promisify(execFile);

export type PdfTools = {
  /** poppler's checker of signatures. */
  readonly pdfsig: string;
  /** Makes the folder of trusted certificates without which pdfsig calls every signature unknown. */
  readonly certutil: string;
};

/** The independent checkers of signed PDFs: the system's, or by apt as root. Throws when one is missing. */
export const findPdfTools = async (): Promise<PdfTools> => {
  const tools = findAll() ?? ((await installWithApt(['poppler-utils', 'libnss3-tools'])) ? findAll() : undefined);
  if (tools) return tools;
  throw new Error('No pdfsig or certutil found. Install poppler-utils and libnss3-tools.');
};

const findAll = (): PdfTools | undefined => {
  const [pdfsig, certutil] = [findProgram(['pdfsig']), findProgram(['certutil'])];
  return pdfsig !== undefined && certutil !== undefined ? { pdfsig, certutil } : undefined;
};

/** What pdfsig says of the signatures in a file. */
export const pdfsigOf = async (file: string): Promise<string> => {
  const { pdfsig, certutil } = await findPdfTools();
  const folder = mkdtempSync(join(tmpdir(), 'banso-nss-'));
  try {
    await run(certutil, ['-N', '-d', `sql:${folder}`, '--empty-password']);
    // It ends with 1 or more for a signature that does not stand; what it prints says why.
    const { stdout } = await run(pdfsig, ['-nssdir', `sql:${folder}`, file]).catch(
      (error: { readonly stdout: string }) => error,
    );
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
