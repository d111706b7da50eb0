import type { Clock } from '../store/clock.ts';
import type { Locks } from '../store/locks.ts';

/** Hears from the server that its head has moved. `opened`: pokes may have been missed until now. */
export type LivePokes = (heard: { readonly poked: (head: number) => void; readonly opened: () => void }) => {
  readonly connected: () => boolean;
  readonly stop: () => void;
};

const RETRY_MS = 30_000;

/**
 * Server-sent events, one stream per browser: six of them over HTTP/1.1 would starve a seventh tab. The tab that holds the
 * lock listens; what it pulls reaches the others through the database.
 */
export const eventSourcePokes =
  ({ locks, clock, lock }: { readonly locks: Locks; readonly clock: Clock; readonly lock: string }): LivePokes =>
  ({ poked, opened }) => {
    const ended = new AbortController();
    let source: EventSource | null = null;
    let cancelRetry = () => {};

    const connect = () => {
      source?.close();
      source = new EventSource('/api/live');
      source.addEventListener('open', opened);
      source.addEventListener('message', ({ data }) => {
        const head = headIn(data);
        if (head !== null) poked(head);
      });
      source.addEventListener('error', () => {
        // The browser itself comes back after a cut line, but not after an answer such as 401.
        if (source?.readyState !== EventSource.CLOSED || ended.signal.aborted) return;
        cancelRetry();
        cancelRetry = clock.after(RETRY_MS, connect);
      });
    };

    const listenUntilStopped = () =>
      new Promise<void>((resolve) => {
        ended.signal.addEventListener('abort', () => resolve(), { once: true });
        connect();
      });

    void locks.whileHeld(lock, listenUntilStopped, ended.signal).catch(() => undefined);
    return {
      connected: () => source?.readyState === EventSource.OPEN,
      stop: () => {
        cancelRetry();
        source?.close();
        ended.abort();
      },
    };
  };

const headIn = (data: unknown): number | null => {
  try {
    const json: unknown = JSON.parse(String(data));
    return typeof json === 'object' && json !== null && 'head' in json && typeof json.head === 'number'
      ? json.head
      : null;
  } catch {
    return null;
  }
};
