import { expect, test } from 'vitest';
import { runStorm } from './storm.ts';

const OPERATIONS = 1_000;

test('[L3.80] 24 devices, three server processes and one PostgreSQL under kill -9, crashes and a faulty network: all there, once, in order', async () => {
  const lines: string[] = [];
  const { flaws, figures } = await runStorm({ seed: 2, operations: OPERATIONS, say: (line) => lines.push(line) });
  expect({ flaws, lines }).toEqual({ flaws: [], lines });
  expect(figures.acknowledged).toBe(figures.operations);
  expect(figures.operations).toBeGreaterThanOrEqual(OPERATIONS);
  // It was a storm.
  expect(figures.serversKilled).toBeGreaterThanOrEqual(5);
  expect(figures.databaseCrashes).toBeGreaterThanOrEqual(1);
  for (const count of Object.values(figures.messages)) expect(count).toBeGreaterThanOrEqual(5);
});
