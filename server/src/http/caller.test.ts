import { expect, test } from 'vitest';
import { callerAddress } from './caller.ts';

const socket = '10.0.0.1';

test.each([
  [0, undefined, socket],
  [0, '203.0.113.7', socket],
  [1, '203.0.113.7', '203.0.113.7'],
  [1, '1.1.1.1, 203.0.113.7', '203.0.113.7'],
  [2, '1.1.1.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
  [2, '203.0.113.7', socket],
  [1, '', socket],
  [1, undefined, socket],
] as const)('[L15.191] behind %i proxies that say %j the caller is %s', (proxies, forwardedFor, caller) => {
  expect(callerAddress({ proxies, socket, forwardedFor })).toBe(caller);
});

test('[L15.191] a request without any address is somebody all the same', () => {
  expect(callerAddress({ proxies: 0, socket: undefined, forwardedFor: undefined })).toBe('unknown');
});
