import { describe, expect, test } from 'vitest';
import { bundleSimulation } from './bundle.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { runSeeds } from './run-seeds.ts';

const PATIENCE_MS = 600_000;

describe('Planted bugs', () => {
  test.each(PLANTED_BUGS.map((bug, at) => ({ ...bug, at })))(
    '[L3.61] found within $within seeds: $name',
    { timeout: PATIENCE_MS },
    async ({ at, within, patches }) => {
      const bundle = await bundleSimulation(`planted-${at}`, patches);
      const reports = await runSeeds(bundle, { from: 1, count: within, untilFailure: true });
      expect(reports.at(-1)?.failure).not.toBeNull();
    },
  );

  test('[L3.61] a bug whose place has changed is told, not passed over', async () => {
    const patch = { file: 'server/src/sync/accept.ts', find: 'no such text', put: '' };
    await expect(bundleSimulation('planted-nowhere', [patch])).rejects.toThrow('does not say once');
  });
});
