import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { keepTemporaryFilesInMemory } from './support/memory-folder.ts';

type Lane = { readonly name: string; readonly include: readonly string[]; readonly timeoutMs?: number };

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `npm test -- --lane NAME` runs one of them. The timeouts end what hangs; they judge no speed: on a busy machine everything
 * takes several times as long as on a free one.
 */
const lanes: readonly Lane[] = [
  { name: 'shared', include: ['shared/src/**/*.test.ts'] },
  { name: 'server', include: ['server/src/**/*.test.ts'] },
  { name: 'client', include: ['client/src/**/*.test.{ts,tsx}'] },
  { name: 'scripts', include: ['scripts/**/*.test.mjs'] },
  { name: 'guards', include: ['test/guards/**/*.test.ts', 'test/support/**/*.test.ts'] },
  { name: 'scenarios', include: ['test/scenarios/**/*.test.ts'], timeoutMs: 240_000 },
  { name: 'contracts', include: ['test/contracts/**/*.test.ts'], timeoutMs: 240_000 },
  { name: 'chaos', include: ['test/chaos/**/*.test.ts'], timeoutMs: 600_000 },
  { name: 'simulation', include: ['test/simulation/**/*.test.ts'], timeoutMs: 600_000 },
  { name: 'cases', include: ['test/cases/**/*.test.ts'] },
  { name: 'e2e', include: ['test/e2e/**/*.test.ts'], timeoutMs: 600_000 },
];

keepTemporaryFilesInMemory();

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: lanes.map(({ name, include, timeoutMs = 60_000 }) => ({
      root,
      test: {
        name,
        include: [...include],
        environment: 'node',
        pool: 'forks',
        testTimeout: timeoutMs,
        hookTimeout: timeoutMs,
        expect: { poll: { timeout: 30_000 } },
      },
    })),
  },
});
