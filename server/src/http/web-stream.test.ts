import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { webStreamOf } from './web-stream.ts';

const PIECES = 200;
const piece = (n: number) => Buffer.alloc(16 * 1024, n);

/** More lies ready than anybody has asked for, as the writer of a ZIP leaves it. */
const fullSource = () => {
  const source = new PassThrough({ highWaterMark: 64 * 1024 });
  for (let n = 0; n < PIECES; n += 1) source.write(piece(n));
  return source;
};

test('[L15.190] everything comes out in order, and an error of the source is one of the answer', async () => {
  const read = Buffer.from(await new Response(webStreamOf(fullSource().end())).arrayBuffer());
  expect([read.length, read[0], read.at(-1)]).toEqual([PIECES * 16 * 1024, 0, PIECES - 1]);
  const broken = Readable.from(
    (async function* () {
      yield piece(0);
      throw new Error('the disk is gone');
    })(),
  );
  await expect(new Response(webStreamOf(broken)).text()).rejects.toThrow('the disk is gone');
});

test.each([0, 1, 5])(
  '[L15.190] a caller who leaves after %i pieces ends the source, and nothing else',
  async (taken) => {
    const uncaught: unknown[] = [];
    const hear = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', hear);
    const source = fullSource();
    const stream = webStreamOf(source);
    // The turn in which the first piece is on its way.
    await Promise.resolve();
    const reader = stream.getReader();
    for (let n = 0; n < taken; n += 1) await reader.read();
    await reader.cancel();
    for (let n = 0; n < 20; n += 1) await turn();
    process.off('uncaughtException', hear);
    expect([source.destroyed, uncaught]).toEqual([true, []]);
  },
);
