// The one entrance of every npm command: node scripts/run.mjs <command> [args]. Needs only Node and npm.

import { nodeVersionProblem } from './node-version.mjs';

const problem = nodeVersionProblem();
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

// Loaded only after the version check: an old Node would stop at syntax that it cannot read.
const { commands } = await import('./commands.mjs');
const [name, ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
if (command === undefined) {
  console.error(`Unknown command ${name ?? '(none)'}. Known commands: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}

try {
  process.exitCode = await command(args);
} catch (error) {
  console.error(`npm run ${name}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
