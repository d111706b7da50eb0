/// <reference lib="webworker" />
import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { isKeptKeyMessage, keepKeys } from '../store/kept-keys.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly (string | { readonly url: string; readonly revision: string | null })[];
};

/*
 * The app opens from this cache alone, with or without a network. Data never passes here: /api/ belongs to the outbox.
 * A new version waits until the person accepts it; an update that takes over by itself reloads a half-filled form.
 */
precache([...self.__WB_MANIFEST]);
cleanupOutdatedCaches();

self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  const asked = typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING';
  if (asked) void self.skipWaiting();
});

const keptKeys = keepKeys((ms, run) => void setTimeout(run, ms));

self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (!isKeptKeyMessage(message)) return;
  const { database } = message;
  if (message.type === 'FORGET_KEYS') keptKeys.forget(database);
  if (message.type === 'KEEP_KEY') event.waitUntil(keptKeys.keep(database, message.tab, message.key));
  if (message.type === 'TAKE_KEY') event.ports[0]?.postMessage(keptKeys.take(database, message.tab));
});

// The very first visit is served too, so that the network may go away before the first reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  event.respondWith(fromCacheOrNetwork(request));
});

async function fromCacheOrNetwork(request: Request): Promise<Response> {
  // A page of the app has no ending; the text of the licences has one, and is a file like the others.
  const isPage = request.mode === 'navigate' && !/\.\w+$/.test(new URL(request.url).pathname);
  const cached = await matchPrecache(isPage ? '/index.html' : request);
  if (!cached && BANK_LIST.test(new URL(request.url).pathname)) return bankList(request);
  // oxlint-disable-next-line no-restricted-globals -- passing on what the page asked for is no request of our own
  return cached ?? fetch(request);
}

/** Not in the cache of the app, because few ever need it; kept from its first use on, for the next form may be filled in offline. */
const BANK_LIST = /^\/assets\/_bank-list-[^/]+\.js$/;

async function bankList(request: Request): Promise<Response> {
  const cache = await caches.open('bank-list');
  const kept = await cache.match(request);
  if (kept) return kept;
  // oxlint-disable-next-line no-restricted-globals -- passing on what the page asked for is no request of our own
  const answer = await fetch(request);
  if (answer.ok) {
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(request, answer.clone());
  }
  return answer;
}
