import { readFileSync } from 'node:fs';
import { type Case, readCases } from './case.ts';
import { flawsOf } from './work-case.ts';

// npm run cases -- FILE…: each case passes or says what came out otherwise.
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('npm run cases -- FILE… (format: test/cases/README.md)');
  process.exit(2);
}

const flawsIn = (one: Case): readonly string[] => {
  try {
    return flawsOf(one);
  } catch (error) {
    return [`threw: ${error instanceof Error ? error.message : String(error)}`];
  }
};

let [passed, failed] = [0, 0];
for (const file of files) {
  console.log(file);
  for (const one of readCases(readFileSync(file, 'utf8'))) {
    const flaws = flawsIn(one);
    if (flaws.length === 0) passed += 1;
    else failed += 1;
    console.log(`${flaws.length === 0 ? '✓' : '✗'} ${one.id} ${one.title}`);
    for (const flaw of flaws) console.log(`    ${flaw}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
