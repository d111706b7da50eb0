import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { PrintAnswer, PrintJob } from './print-protocol.ts';
import { openTypstPrinter, type PrintPlace, TemplateBroken } from './typst-printer.ts';

/*
 * The thread that prints. Compiling blocks, so it happens here and not where people's requests are answered. Jobs come one
 * after the other; between two of them the event loop turns, so that what a document held is given back.
 */
const port = parentPort;
if (!port) throw new Error('the print worker is a thread of the server');

// Written by printer.ts, which starts this thread.
const opening = openTypstPrinter(workerData as PrintPlace);
let last: Promise<unknown> = opening.catch(() => undefined);

port.on('message', (job: PrintJob) => {
  last = last
    .then(() => answer(job))
    .then((said) => {
      port.postMessage(said, 'pdf' in said ? [said.pdf.buffer] : []);
      return nextTurn();
    });
});

const answer = async ({ id, data, printedAtMs }: PrintJob): Promise<PrintAnswer> => {
  let print: Awaited<typeof opening>;
  try {
    print = await opening;
  } catch {
    return { id, failed: 'no_compiler', where: `${process.platform}-${process.arch}` };
  }
  try {
    return { id, ...print(data, printedAtMs) };
  } catch (error) {
    return { id, failed: 'template', where: error instanceof TemplateBroken ? error.where : 'PDF' };
  }
};
