import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtFolder } from './built-folder.ts';

/** The built server as `npm start` runs it, on a port of its own. */
export type ServerProcess = {
  readonly port: number;
  readonly url: string;
  /** What it printed until it listened: addresses, sign-in links. */
  readonly said: string;
  readonly stop: () => Promise<void>;
};

/** Starts it on this data folder; throws with what it said when it ends before it listens. */
export const startServer = async (
  dataDir: string,
  { sample = false }: { readonly sample?: boolean } = {},
): Promise<ServerProcess> => {
  const main = join(builtFolder('BANSO_PGLITE_DIR'), 'main.js');
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, SAMPLE: sample ? 'auto' : 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
      // The sample's links follow the address, sometimes in a second piece.
      const all = sample ? /開始しました。\n[\s\S]*\/sign-in#\S+[\s\S]*\n$/ : /開始しました。\n[\s\S]*\n$/;
      const [, digits] = all.test(said) ? (/localhost:(\d+)/.exec(said) ?? []) : [];
      if (digits) resolve(Number(digits));
    });
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  return {
    port,
    url: `http://localhost:${port}`,
    said,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
