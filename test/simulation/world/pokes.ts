import type { AppPorts } from '@banso/client/app/browser.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { BrowserPorts } from './browser.ts';
import type { Life } from './life.ts';

const RECONNECT_MS = 30_000;

/** A stream to one of the servers; half open, it looks alive and says nothing. */
export const pokesFor =
  (
    life: Life,
    { tenant }: SignedIn,
    { scheduler, chance, troubles, servers }: Pick<BrowserPorts, 'scheduler' | 'chance' | 'troubles' | 'servers'>,
  ): ReturnType<AppPorts['live']> =>
  ({ poked, opened }) => {
    let stream: { readonly close: () => void } | null = null;
    let stopped = false;
    const connect = () => {
      const running = servers();
      if (stopped || life.isOver()) return;
      if (running.length === 0) {
        scheduler.after(RECONNECT_MS, connect);
        return;
      }
      const server = chance.pick(running);
      const halfOpen = troubles.strikes('halfOpen');
      const stop = server.server.listen(tenant, (head) => {
        if (!halfOpen) scheduler.after(chance.between(10, 200), () => life.whenAwake(() => poked(head)));
      });
      stream = { close: stop };
      server.life.whenOver(() => {
        stop();
        if (!halfOpen) stream = null;
        scheduler.after(RECONNECT_MS, connect);
      });
      life.whenAwake(opened);
    };
    scheduler.after(chance.between(10, 500), connect);
    return {
      connected: () => stream !== null,
      stop: () => {
        stopped = true;
        stream?.close();
        stream = null;
      },
    };
  };
