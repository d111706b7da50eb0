import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogEntry } from '@banso/server/proof/log-entry.ts';
import type { PartBody } from '@banso/shared/operation/parts.ts';

/**
 * Formats as they were published, byte for byte, one folder for each version of the program that published something. Everything
 * in it is invented (サンプル). A file is written once and never again: what is in it lies on phones and in logs.
 */
const CORPUS = fileURLToPath(new URL('.', import.meta.url));
/** Where new formats go. A published folder is closed with its tag; the next version gets one of its own. */
const NEWEST = 'v0.2.0';
const SUMS = 'SHA256SUMS';

/** What one operation does to the parts of its aggregate. `context`: as it is stored with an operation. */
export type OperationEntry = {
  readonly type: string;
  readonly text: string;
  readonly context: string;
  readonly before: readonly PartBody[];
  readonly flags: readonly string[];
  readonly after: readonly PartBody[];
};

/** A line of an office's log: the entry with its text and context open. */
export type LogLine = LogEntry & {
  readonly chain: string;
  readonly text: string | null;
  readonly context: string | null;
};
export type RecordLine = {
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly body: string;
};

/** One question over the wire, and its answer. */
export type WireLine = {
  readonly path: string;
  readonly request: string;
  readonly status: number;
  readonly answer: string;
};

/** Every file of every version, `v0.1.0/wire/phone.jsonl`, in order. */
export const publishedFiles = (): readonly string[] =>
  versions()
    .flatMap((version) =>
      readdirSync(join(CORPUS, version), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== SUMS)
        .map((entry) => join(entry.parentPath, entry.name).slice(CORPUS.length)),
    )
    .toSorted();

const versions = (): readonly string[] => readdirSync(CORPUS).filter((name) => /^v\d/.test(name));

/** What each file was when it was published, by its name. */
export const publishedSums = (): ReadonlyMap<string, string> =>
  new Map(
    versions().flatMap((version) => {
      const sums = join(CORPUS, version, SUMS);
      const lines = existsSync(sums) ? readFileSync(sums, 'utf8').trimEnd().split('\n') : [];
      return lines.map((line): [string, string] => [`${version}/${line.slice(66)}`, line.slice(0, 64)]);
    }),
  );

export const sumOf = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(CORPUS, file)))
    .digest('hex');

export const pathOfPublished = (file: string): string => join(CORPUS, file);

export const readPublished = (file: string): string => readFileSync(pathOfPublished(file), 'utf8');

/** The lines of a `.jsonl` file. Its writer stands in `make.ts`. */
export const publishedLines = <Line>(file: string): readonly Line[] =>
  readPublished(file)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** Files of a folder of any version. */
export const publishedIn = (folder: string): readonly string[] =>
  publishedFiles().filter((file) => file.split('/')[1] === folder);

/**
 * Keeps a format that is new; a file that is there stays as it is. `everyVersion`: what a whole program of each version wrote, not
 * one format that is published once. Answers whether it was written.
 */
export const publish = (name: string, text: string, { everyVersion }: { readonly everyVersion: boolean }): boolean => {
  const known = publishedFiles().some((file) =>
    everyVersion ? file === `${NEWEST}/${name}` : file.slice(file.indexOf('/') + 1) === name,
  );
  if (known) return false;
  const path = join(CORPUS, NEWEST, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const sums = join(CORPUS, NEWEST, SUMS);
  const before = existsSync(sums) ? readFileSync(sums, 'utf8') : '';
  writeFileSync(sums, `${before}${sumOf(`${NEWEST}/${name}`)}  ${name}\n`);
  return true;
};
