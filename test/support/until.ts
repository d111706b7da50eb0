import { vi } from 'vitest';

const ENOUGH_MS = 30_000;

/** Once `seen` stops throwing, what it gives. How long that takes says nothing of the product, only of how busy the machine is. */
export const until = <T>(seen: () => T | Promise<T>): Promise<T> => vi.waitFor(seen, { timeout: ENOUGH_MS });
