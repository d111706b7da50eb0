import type { SyncRequest } from '@banso/shared/protocol/sync.ts';

/** What came back, unread: `body` is null where it was not JSON. Null as a whole: nothing came back. */
export type SyncResponse = {
  readonly status: number;
  readonly body: unknown;
  /** Before that the server does not want to be asked again. */
  readonly retryAfterMs?: number;
} | null;

/** The way to the server and back. Never throws: a cut line, a timeout and a refused connection are all null. */
export type SyncTransport = { readonly post: (request: SyncRequest) => Promise<SyncResponse> };
