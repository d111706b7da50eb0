import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import type { Log } from '../server.ts';
import type { PrintAnswer, PrintFailure, PrintJob } from './print-protocol.ts';
import type { Printed, PrintPlace } from './typst-printer.ts';

/** Prints papers in a thread of its own; `down` when that thread ended or took too long. */
export type Printer = {
  readonly print: (
    data: PrintData,
    printedAtMs: number,
  ) => Promise<Printed | { readonly failed: PrintFailure | 'down' }>;
  readonly close: () => Promise<void>;
};

const LONGEST_MS = 60_000;

type Waiting = { readonly resolve: (answer: Printed | { readonly failed: PrintFailure | 'down' }) => void };

/**
 * The printer in `formsDir`, where the build put templates, typefaces and the thread's own bundle. The thread starts with
 * the first paper (0.4 s) and again after it has ended, so a server that prints nothing does not carry it.
 */
export const openPrinter = (formsDir: string, log: Log): Printer => {
  const place: PrintPlace = { templatesDir: join(formsDir, 'templates'), fontsDir: join(formsDir, 'fonts') };
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;

  const lose = (reason: string) => {
    if (waiting.size > 0) log({ event: 'printer_down', reason, waiting: waiting.size });
    worker = null;
    for (const { resolve } of waiting.values()) resolve({ failed: 'down' });
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(join(formsDir, 'print-worker.js'), { workerData: place });
    started.on('message', ({ id, ...answer }: PrintAnswer) => {
      if ('failed' in answer) log({ event: 'print_failed', reason: answer.failed, where: answer.where });
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    });
    started.on('error', (error) => worker === started && lose(error.name));
    started.on('exit', () => worker === started && lose('exit'));
    // A thread without work does not keep the server from ending.
    started.unref();
    return started;
  };

  const print: Printer['print'] = async (data, printedAtMs) => {
    worker ??= start();
    lastId += 1;
    const job: PrintJob = { id: lastId, data, printedAtMs };
    const running = worker;
    return new Promise((resolve) => {
      const timer = setTimeout(() => void running.terminate(), LONGEST_MS);
      waiting.set(job.id, {
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
      });
      running.postMessage(job);
    });
  };

  return {
    print,
    close: async () => {
      const running = worker;
      worker = null;
      await running?.terminate();
      lose('closed');
    },
  };
};
