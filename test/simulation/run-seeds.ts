import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pathOfPublished, publishedIn } from '../corpus/published.ts';
import { migrationsDir } from './bundle.ts';
import type { SeedReport } from './simulate.ts';

export type SeedRange = {
  readonly from: number;
  readonly count: number;
  readonly untilFailure?: boolean;
  readonly wholeTrace?: boolean;
  /** A process that answers nothing for so long is ended, and its seed counts as failed. */
  readonly patienceMs?: number;
  readonly told?: (report: SeedReport) => void;
};

/** One that stands open: who knows its passphrase is no model. */
const outboxes = publishedIn('outbox')
  .filter((file) => file.endsWith('open.jsonl'))
  .map(pathOfPublished);

const PATIENCE_MS = 60_000;

/** Simulates seeds in a process of their own, from a file of `bundleSimulation`. */
export const runSeeds = async (
  bundle: string,
  { from, count, untilFailure = false, wholeTrace = false, patienceMs = PATIENCE_MS, told = () => {} }: SeedRange,
): Promise<readonly SeedReport[]> => {
  const ask = JSON.stringify({ from, count, untilFailure, wholeTrace, migrationsDir, outboxes });
  const child = spawn(process.execPath, ['--max-semi-space-size=64', bundle, ask], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const complaints: string[] = [];
  child.stderr.on('data', (text: Buffer) => complaints.push(text.toString('utf8')));
  const reports: SeedReport[] = [];
  const tell = (report: SeedReport) => {
    reports.push(report);
    told(report);
  };
  let patience: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(patience);
    patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  };
  wait();
  for await (const line of createInterface({ input: child.stdout })) {
    wait();
    // Written by `child.ts`.
    tell(JSON.parse(line) as SeedReport);
  }
  const code = await ended;
  clearTimeout(patience);
  if (code !== 0) tell(nothingOf(from + reports.length, complaints.join('')));
  return reports;
};

const nothingOf = (seed: number, complaint: string): SeedReport => ({
  seed,
  failure: complaint === '' ? 'it never comes to rest' : `the process ended: ${complaint.slice(0, 2_000)}`,
  steps: 0,
  saved: 0,
  onServer: 0,
  traceHash: '',
  trace: [],
});
