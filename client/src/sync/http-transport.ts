import { retryAfterOf } from './server-transport.ts';
import type { SyncRequest } from '@banso/shared/protocol/sync.ts';
import type { SyncResponse, SyncTransport } from './sync-transport.ts';

/** Two minutes: a push of some hundred kilobytes from the hills at 50 kbit/s. */
const TIMEOUT_MS = 120_000;
/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_UNITS = 1_024;

/** `POST /api/sync` by fetch, compressed. */
export const httpTransport: SyncTransport = {
  post: async (request) => {
    try {
      const response = await fetch('/api/sync', {
        method: 'POST',
        ...(await encode(request)),
        credentials: 'same-origin',
        cache: 'no-store',
        // The sign-in page of a hotel's network is not our server.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return await read(response);
    } catch {
      return null;
    }
  },
};

const encode = async (request: SyncRequest) => {
  const text = JSON.stringify(request);
  const type = { 'content-type': 'application/json' };
  if (text.length < COMPRESS_FROM_UNITS || !('CompressionStream' in globalThis)) return { headers: type, body: text };
  // Not by way of a Blob: the browser would carry the text to another process and back.
  const stream = new Response(text).body?.pipeThrough(new CompressionStream('gzip'));
  return { headers: { ...type, 'content-encoding': 'gzip' }, body: await new Response(stream).arrayBuffer() };
};

const read = async (response: Response): Promise<SyncResponse> => {
  const text = await response.text();
  const answer = { status: response.status, ...retryAfterOf(response) };
  try {
    return { ...answer, body: JSON.parse(text) as unknown };
  } catch {
    return { ...answer, body: null };
  }
};
