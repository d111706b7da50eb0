// Called before the lanes start: installs what they need, one after the other, and says where it is.

import { findChromium } from './find-browser.ts';
import { findPdfTools } from './find-pdf-tools.ts';
import { findPostgresBin } from './find-postgres.ts';

const finders: Readonly<Record<string, () => Promise<string>>> = {
  chromium: findChromium,
  postgres: findPostgresBin,
  pdf: async () => Object.values(await findPdfTools()).join(' '),
};

for (const name of process.argv.slice(2)) {
  const find = finders[name];
  if (find === undefined) throw new Error(`Unknown thing to prepare: ${name}`);
  console.log(`${name}: ${await find()}`);
}
