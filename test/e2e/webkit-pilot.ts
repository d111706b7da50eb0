import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';
import { findWebKit } from '../support/find-browser.ts';
import type { Pilot } from './pilot.ts';

/** WebKitGTK's MiniBrowser through its own driver, on a screen that nobody sees. */
export const openWebKit = async (): Promise<Pilot> => {
  const { driverPath, miniBrowserPath, xvfbPath, dbusRunSessionPath } = await findWebKit();
  const port = await freePort();
  const driverProcess = spawn(xvfbPath, ['-a', dbusRunSessionPath, '--', driverPath, `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
    // As root WebKit's own sandbox cannot start.
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
  });
  await answers(`http://127.0.0.1:${port}/status`);
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowserPath, args: ['--automation'] },
  });
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  return {
    goto: (url) => driver.get(url),
    run: (body, ...args) => driver.executeScript(body, ...args),
    draw: async ([first, ...rest]) => {
      if (!first) return;
      const hand = driver
        .actions({ async: true })
        .move({ ...first, duration: 0 })
        .press();
      for (const place of rest) hand.move({ ...place, duration: 10 });
      await hand.release().perform();
    },
    close: async () => {
      await driver.quit();
      await endGroup(driverProcess);
    },
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  server.close();
  await once(server, 'close');
  return address.port;
};

const answers = async (url: string): Promise<void> => {
  const deadlineMs = Date.now() + 20_000;
  while (Date.now() < deadlineMs) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('WebKitWebDriver did not start');
};

const endGroup = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
};
