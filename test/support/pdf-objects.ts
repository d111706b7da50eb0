import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPdfTools } from './find-pdf-tools.ts';

const run = promisify(execFile);

export type PdfDictionary = { readonly [key: string]: unknown };

/** A PDF's objects as qpdf reads them: names begin with `/`, references look like `7 0 R`, texts like `u:ja`. */
export type PdfObjects = {
  /** What `qpdf --check` says; '' when it finds nothing wrong. */
  readonly complaints: string;
  readonly trailer: PdfDictionary;
  /** Every dictionary, those of streams too. */
  readonly dictionaries: readonly PdfDictionary[];
  /** What a value leads to: itself, or the dictionary that it refers to. */
  readonly follow: (value: unknown) => PdfDictionary;
  /** The same for lists. */
  readonly list: (value: unknown) => readonly unknown[];
};

/** Reads a PDF with an independent program, and lets it check the file's structure. */
export const readPdfObjects = async (pdf: Uint8Array): Promise<PdfObjects> => {
  const { qpdf } = await findPdfTools();
  const folder = mkdtempSync(join(tmpdir(), 'banso-qpdf-'));
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, pdf);
  try {
    const complaints = await run(qpdf, ['--check', '--no-warn', file]).then(
      () => '',
      (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
    );
    const options = { maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await run(qpdf, ['--json=2', '--json-key=qpdf', '--json-stream-data=none', file], options);
    // qpdf's own format, version 2: a header, then objects by `obj:7 0 R` and `trailer`.
    const { qpdf: parts } = JSON.parse(stdout) as { readonly qpdf: readonly [unknown, Record<string, QpdfObject>] };
    const byName = new Map(
      Object.entries(parts[1]).map(([name, { value, stream }]) => [name.replace(/^obj:/, ''), stream?.dict ?? value]),
    );
    const meant = (value: unknown) => (typeof value === 'string' ? byName.get(value) : value);
    const follow = (value: unknown) => dictionaryOf(meant(value));
    const list = (value: unknown) => listOf(meant(value));
    return {
      complaints,
      trailer: follow('trailer'),
      dictionaries: [...byName.values()].map(dictionaryOf),
      follow,
      list,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type QpdfObject = { readonly value?: unknown; readonly stream?: { readonly dict: PdfDictionary } };

const dictionaryOf = (value: unknown): PdfDictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PdfDictionary) : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
