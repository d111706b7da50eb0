import { createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { openGcm, sealGcm } from './model-crypto.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Gives the whole process virtual time and a WebCrypto that answers at once. The order of events then depends on the seed
 * alone, never on the machine. Only for a process that does nothing but simulate. Answers the way to change the scheduler.
 */
export const replaceGlobals = (): ((scheduler: Scheduler) => void) => {
  let scheduler: Scheduler | null = null;
  const after = (ms: number, run: () => void) => scheduler?.after(ms, run) ?? (() => {});
  const replaced = {
    setImmediate: (run: () => void) => ({ cancel: after(0, run), unref: () => undefined }),
    setTimeout: (run: () => void, ms = 0) => ({ cancel: after(ms, run), unref: () => undefined }),
    clearTimeout: (timer?: { cancel?: () => void }) => timer?.cancel?.(),
    setInterval: (run: () => void, ms: number) => {
      const timer = { cancel: () => {}, unref: () => undefined };
      const again = () => {
        timer.cancel = after(ms, () => {
          again();
          run();
        });
      };
      again();
      return timer;
    },
    clearInterval: (timer?: { cancel?: () => void }) => timer?.cancel?.(),
    BroadcastChannel: undefined,
  };
  for (const [name, value] of Object.entries(replaced))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  Date.now = () => scheduler?.nowMs() ?? 0;
  Object.defineProperty(globalThis, 'crypto', { value: { subtle: modelSubtle }, configurable: true });
  return (next) => {
    scheduler = next;
  };
};

type ModelKey = { readonly secret: Uint8Array; readonly point?: Uint8Array };

/** What sealing to a public key asks of WebCrypto, with the same answers. */
const modelSubtle = {
  generateKey: ({ name }: { readonly name: string }) => {
    if (name === 'AES-GCM') return Promise.resolve(keyOf(randomBytes(32)));
    const pair = createECDH('prime256v1');
    const point = pair.generateKeys();
    const secret = pair.getPrivateKey();
    return Promise.resolve({ privateKey: { secret, point }, publicKey: { secret: new Uint8Array(), point } });
  },
  exportKey: (format: string, key: ModelKey) =>
    Promise.resolve(bufferOf((format === 'raw' ? key.point : null) ?? key.secret)),
  importKey: (format: string, bytes: Uint8Array | ArrayBuffer, algorithm: unknown) =>
    Promise.resolve(
      format === 'raw' && algorithm !== 'HKDF' && algorithm !== 'AES-GCM'
        ? { secret: new Uint8Array(), point: new Uint8Array(bytes) }
        : { secret: new Uint8Array(bytes) },
    ),
  wrapKey: (_format: string, key: ModelKey, wrapping: ModelKey, { iv, additionalData }: GcmPlace) =>
    Promise.resolve(bufferOf(sealGcm(wrapping.secret, { iv, where: additionalData }, key.secret))),
  unwrapKey: async (
    _format: string,
    wrapped: ArrayBuffer | Uint8Array,
    wrapping: ModelKey,
    { iv, additionalData }: GcmPlace,
  ) => keyOf(openGcm(wrapping.secret, { iv, where: additionalData }, new Uint8Array(wrapped))),
  deriveBits: ({ public: other }: { readonly public: ModelKey }, key: ModelKey) => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(key.secret);
    return Promise.resolve(bufferOf(pair.computeSecret(other.point ?? new Uint8Array())));
  },
  deriveKey: ({ info }: { readonly info: Uint8Array }, key: ModelKey) =>
    Promise.resolve({ secret: new Uint8Array(hkdfSync('sha256', key.secret, new Uint8Array(), info, 32)) }),
  encrypt: ({ iv, additionalData }: GcmPlace, key: ModelKey, bytes: Uint8Array) =>
    Promise.resolve(bufferOf(sealGcm(key.secret, { iv, where: additionalData }, bytes))),
  decrypt: async ({ iv, additionalData }: GcmPlace, key: ModelKey, bytes: Uint8Array) =>
    bufferOf(openGcm(key.secret, { iv, where: additionalData }, new Uint8Array(bytes))),
};

/** As the device's own cryptography takes it, and as this one does. */
const keyOf = (secret: Uint8Array) => ({ secret, bytes: new Uint8Array(secret) });

type GcmPlace = { readonly iv: Uint8Array; readonly additionalData: Uint8Array };

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
