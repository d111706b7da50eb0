import { expect, test } from 'vitest';
import { operation } from '../../../test/fixtures/engagement.ts';
import { base64urlToBytes, bytesToBase64url } from '../lib/base64url.ts';
import { sha256Hex } from '../lib/hash.ts';
import { uuidv7 } from '../lib/uuid.ts';
import { chainNext, chainStart } from './chain.ts';
import { envelopeToText, MAX_OPERATION_TEXT, textToEnvelope } from './envelope.ts';

const start = operation('visit-started@1', { visit: 'visit-1' });

test('[L10.1] an operation is one text: reading it back and writing it again changes no byte', () => {
  const text = envelopeToText(start);
  expect(envelopeToText(textToEnvelope(text) ?? start)).toBe(text);
});

test.each([
  ['no JSON', '{'],
  ['another shape', '{"v":1}'],
  ['an unknown key', envelopeToText(start).replace('{', '{"extra":1,')],
  ['a sequence of 0', envelopeToText({ ...start, seq: 0 })],
  ['a text beyond the cap', envelopeToText({ ...start, body: { x: 'あ'.repeat(MAX_OPERATION_TEXT) } })],
])('[L7.1] %s is not an operation, and reading it throws nothing', (_, text) => {
  expect(textToEnvelope(text)).toBeNull();
});

test('[L10.2] the chain binds every text before it, the device and the tenant', () => {
  const along = (tenant: string, device: string, texts: readonly string[]) =>
    texts.reduce(chainNext, chainStart(tenant, device));
  const tip = along('office', 'phone', ['a', 'b']);
  expect(along('office', 'phone', ['a', 'b'])).toBe(tip);
  for (const other of [
    along('office', 'phone', ['b', 'a']),
    along('office', 'phone', ['ab']),
    along('office', 'tablet', ['a', 'b']),
    along('elsewhere', 'phone', ['a', 'b']),
  ]) {
    expect(other).not.toBe(tip);
  }
});

test('[L10.3] SHA-256 and base64url are the standard ones', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const bytes = Uint8Array.from({ length: 257 }, (_, i) => i & 255);
  for (let length = 0; length < 257; length += 1) {
    const text = bytesToBase64url(bytes.subarray(0, length));
    expect(text).toBe(Buffer.from(bytes.subarray(0, length)).toString('base64url'));
    expect(base64urlToBytes(text)).toEqual(bytes.slice(0, length));
  }
  expect(base64urlToBytes('a+b')).toBeNull();
});

test('[L2.1] an id carries its instant, so ids sort by the tap', () => {
  const ids = [1, 2, 1_766_000_000_000, 1_766_000_000_001].map((atMs) => uuidv7(atMs, new Uint8Array(10).fill(255)));
  expect(ids.toSorted()).toEqual(ids);
  expect(ids[2]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
