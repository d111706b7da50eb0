import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadPdf } from './read-pdf.ts';

/** Where printed papers are kept to be looked at by eye: the folder that BANSO_LOOK names, from the project's root. */
const LOOK = process.env['BANSO_LOOK'];
const ROOT = resolve(import.meta.dirname, '../..');

/** Every piece of text with its place, page by page; the code is the content's hash and has a rule of its own. */
export const golden = ({ pages }: ReadPdf): string =>
  `${pages.flatMap(({ lines }, i) => [`— page ${i + 1} —`, ...lines]).join('\n')}\n`.replace(
    /(照合コード) [0-9A-Z]{26}/g,
    '$1 …',
  );

/** Text and places do not show a lost line of a frame: whoever changes a paper looks at it, too. */
export const keepToLook = (name: string, pdf: Uint8Array): void => {
  if (!LOOK) return;
  const folder = resolve(ROOT, LOOK);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.pdf`), pdf);
};
