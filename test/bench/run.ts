import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArgs, findChromium } from '../support/find-browser.ts';
import { builtFolder } from './built-folder.ts';
import { type Figure, isMissed, ratioOf, tableOf } from './figures.ts';
import { measureDesk } from './measure-desk.ts';
import { measurePapers } from './measure-papers.ts';
import { measurePhone } from './measure-phone.ts';
import { measureStart } from './measure-start.ts';
import { measureVerify } from './measure-verify.ts';

/** Measures everything, prints the table, and keeps it as JSON. A miss is written down, it does not fail the run. */
const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'banso-bench-'));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArgs] });
  try {
    const place = { folder, migrationsDir: builtFolder('BANSO_MIGRATIONS_DIR') };
    const phone = await measurePhone(browser, place);
    const desk = await measureDesk(browser, place);
    const verify = await measureVerify(browser, place);
    report([...phone, ...desk, ...verify, ...(await measureStart(folder)), ...(await measurePapers())]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const report = (figures: readonly Figure[]): void => {
  const output = fileURLToPath(new URL('../output', import.meta.url));
  mkdirSync(output, { recursive: true });
  const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version };
  const measured = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), missed: isMissed(figure) }));
  writeFileSync(join(output, 'bench.json'), `${JSON.stringify({ machine, figures: measured }, null, 2)}\n`);
  console.log(`\n${tableOf(figures)}\n`);
  console.log(`${machine.cores} cores (${machine.processor}), Node ${machine.node}; also in test/output/bench.json`);
};

await run();
