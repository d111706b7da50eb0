// npm run bench -- --peers [names] [--runs 3] [--visits 500] [--already 500,5000] [--only push,phone,more,crowd,crash]
import { cpus, loadavg } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MEASURES } from './lib/measures.mjs';
import { tableOf } from './lib/table.mjs';

const ALL = 'post,insert,insert-pglite,banso,rxdb,pouchdb,replicache,yjs,tinybase,automerge';
const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--peers'),
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    visits: { type: 'string', default: '500' },
    already: { type: 'string', default: '500,5000' },
    only: { type: 'string', default: 'push,phone,more,crowd,crash' },
  },
});
const names = (positionals[0] ?? ALL).split(',');
const [runs, visits] = [Number(values.runs), Number(values.visits)];
const only = values.only.split(',');
const results = new Map(names.map((name) => [name, { label: '', rounds: [], errors: [] }]));

const output = fileURLToPath(new URL('../../output', import.meta.url));
mkdirSync(output, { recursive: true });
const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version };
/** After every measure: a run of hours that ends early has measured what it has measured. */
const keep = () =>
  writeFileSync(
    `${output}/peers.json`,
    `${JSON.stringify({ machine, visits, results: Object.fromEntries(results) }, null, 2)}\n`,
  );

/** In turns, one peer after the other and then again: whatever else the machine does meets all of them. */
for (let run = 0; run < runs; run += 1) {
  for (const name of names) {
    const adapter = await import(`./adapters/${name}.mjs`).catch((error) => ({ label: name, missing: error }));
    const result = results.get(name);
    result.label = adapter.label;
    const round = {};
    result.rounds.push(round);
    const measure = async (what, needs, work) => {
      if (!only.includes(what) || (adapter.measures && !adapter.measures.includes(needs))) return;
      const loadBefore = loadavg()[0];
      try {
        if (adapter.missing) throw adapter.missing;
        Object.assign(round, await work());
      } catch (error) {
        result.errors.push(`${what}: ${String(error?.message ?? error).split('\n')[0]}`);
      }
      keep();
      console.error(
        `run ${run + 1} ${name} ${what}, load ${loadBefore.toFixed(1)}: ${JSON.stringify(round).slice(-160)}`,
      );
    };
    await measure('push', 'push', () => MEASURES.pushAndPull(name, adapter, { visits, shaped: false }));
    await measure('phone', 'pull', async () => {
      const { push, pull } = await MEASURES.pushAndPull(name, adapter, { visits, shaped: true });
      return { phonePush: push, phonePull: pull };
    });
    for (const already of values.already.split(',').map(Number))
      await measure('more', 'more', async () => ({
        [`more${already}`]: await MEASURES.oneMore(name, adapter, { already }),
      }));
    await measure('crowd', 'crowd', async () => ({ crowd: await MEASURES.crowd(name, adapter) }));
    const pushMs = round.push?.answeredMs ?? 1_000;
    await measure('crash', 'crash', async () => ({ crash: await MEASURES.crash(name, adapter, { visits, pushMs }) }));
  }
}

console.log(`\n${tableOf(results)}\n`);
console.log(`${machine.cores} cores (${machine.processor}), Node ${machine.node}; also in test/output/peers.json`);
process.exit(0);
