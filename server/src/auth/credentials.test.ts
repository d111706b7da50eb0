import { createHash, createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawInvitation, hashOfTyped } from './credentials.ts';

/** As much of a server as codes ask for. */
const serverWith = (secret: string) => ({
  clock: { nowMs: () => 1_000 },
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  serverKey: {
    publicKey: '',
    sign: () => '',
    verify: () => false,
    secretFor: (purpose: string) => createHmac('sha256', secret).update(purpose).digest(),
  },
});

test('[L15.206] a code is kept under scrypt with the server’s secret, and found however it is typed', async () => {
  const server = serverWith('one');
  const { code, hashes } = await drawInvitation(server);
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  for (const typed of [code, code.replace('-', ''), code.toLowerCase(), ` ${code.replace('-', '　')} `])
    expect(await hashOfTyped(server, typed)).toBe(hashes.code);
  const fast = [code, code.replace('-', '')].map((text) => createHash('sha256').update(text).digest('hex'));
  expect(fast).not.toContain(hashes.code);
  // Whoever has the database and not the server's secret cannot try codes.
  expect(await hashOfTyped(serverWith('two'), code)).not.toBe(hashes.code);
});

test('[L15.206] one guess costs what scrypt with 16 MB costs, and a link’s token is not slowed down', async () => {
  const server = serverWith('one');
  const { linkToken, hashes } = await drawInvitation(server);
  expect(hashes.link).toBe(createHash('sha256').update(linkToken).digest('hex'));
  expect(await hashOfTyped(server, linkToken)).toBe(hashes.link);
  const before = process.cpuUsage();
  await hashOfTyped(server, '23456-789AB');
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeGreaterThan(10_000);
});
