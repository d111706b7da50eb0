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
  /** Checks the structure of a PDF. */
  readonly qpdf: string;
  /** Plays a time-stamping authority, and checks what it gave. */
  readonly openssl: string;
};

/** The independent checkers of signed PDFs: the system's, or by apt as root. Throws when one is missing. */
export const findPdfTools = async (): Promise<PdfTools> => {
  const tools = findAll() ?? ((await installWithApt(PACKAGES)) ? findAll() : undefined);
  if (tools) return tools;
  throw new Error(`pdfsig, certutil, qpdf or openssl is missing. Install ${PACKAGES.join(', ')}.`);
};

const PACKAGES = ['poppler-utils', 'libnss3-tools', 'qpdf', 'openssl'];

const findAll = (): PdfTools | undefined => {
  const [pdfsig, certutil, qpdf, openssl] = ['pdfsig', 'certutil', 'qpdf', 'openssl'].map((name) =>
    findProgram([name]),
  );
  return pdfsig && certutil && qpdf && openssl ? { pdfsig, certutil, qpdf, openssl } : undefined;
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
