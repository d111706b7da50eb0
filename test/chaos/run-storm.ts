import { parseArgs } from 'node:util';
import { runStorm } from './storm.ts';

const { values } = parseArgs({
  options: {
    chaos: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
    operations: { type: 'string', default: '10000' },
  },
});
const [seed, operations] = [Number(values.seed), Number(values.operations)];
if (!Number.isInteger(seed) || !Number.isInteger(operations) || operations < 1) {
  console.error('npm run soak -- --chaos [--seed S] [--operations N]');
  process.exit(2);
}
// What the app complains of on a broken line is what is being tried.
console.error = () => undefined;
const { flaws, figures } = await runStorm({
  seed,
  operations,
  say: (line) => console.log(`${Math.round(performance.now() / 1_000)} s: ${line}`),
});
for (const flaw of flaws.slice(0, 50)) console.log(`✗ ${flaw}`);
console.log(JSON.stringify(figures, null, 2));
console.log(flaws.length === 0 ? 'Nothing was lost, doubled or missed.' : `${flaws.length} flaws, seed ${seed}.`);
process.exit(flaws.length === 0 ? 0 : 1);
