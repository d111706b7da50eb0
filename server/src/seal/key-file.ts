import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SealKey } from './seal.ts';

const KEY_BYTES = 32;

/**
 * The key that wraps all other keys. It lies outside the database and is backed up apart from it, so that a stolen backup
 * opens nothing. Made at the first start; throws when the file holds anything but 32 bytes in base64.
 */
export const readKeyFile = (path: string): SealKey => {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    // `wx`: of two processes that start together one makes the key, the other reads it.
    try {
      writeFileSync(path, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`鍵ファイルが壊れています: ${path}`);
  return { key, name: 'key-file' };
};
