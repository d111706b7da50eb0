import type { Log } from '../server.ts';
import type { Store } from '../store/open-store.ts';
import { headOfTenant } from '../store/tenants.ts';

type Listener = (head: number) => void;

export type Heads = {
  /** After a push of this process; `head` where the caller knows it, and nothing has to be read. */
  readonly poke: (tenant: string, head?: number) => void;
  readonly listen: (tenant: string, listener: Listener) => () => void;
  readonly stop: () => void;
};

/**
 * Tells listeners where a tenant's head is: at once after a push in this process, and within a second after a push in
 * another one, by reading the counter row. Nothing but the number travels; what it means is pulled.
 */
export const openHeads = (store: Store, log: Log, everyMs = 1_000): Heads => {
  const listeners = new Map<string, Set<Listener>>();
  const told = new Map<string, number>();

  const tell = (tenant: string, head: number): void => {
    if (told.get(tenant) === head) return;
    told.set(tenant, head);
    for (const listener of listeners.get(tenant) ?? []) listener(head);
  };

  const look = async (tenant: string): Promise<void> => {
    try {
      tell(tenant, await store.read(tenant, headOfTenant));
    } catch (error) {
      log({ event: 'head_unread', error: error instanceof Error ? error.name : 'unknown' });
    }
  };

  const timer = setInterval(() => {
    for (const tenant of listeners.keys()) void look(tenant);
  }, everyMs);
  timer.unref();

  return {
    poke: (tenant, head) => {
      // Two answers may overtake each other here; what the later push said is the head.
      if (head === undefined) void look(tenant);
      else if (head > (told.get(tenant) ?? 0)) tell(tenant, head);
    },
    listen: (tenant, listener) => {
      const group = listeners.get(tenant) ?? new Set();
      listeners.set(tenant, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0) listeners.delete(tenant);
      };
    },
    stop: () => clearInterval(timer),
  };
};
