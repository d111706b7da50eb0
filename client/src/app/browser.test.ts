import { expect, test } from 'vitest';
import { deviceLabelOf } from './browser.ts';

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
    'iPhone・Safari',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0', 'Windows・Edge'],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36', 'Android・Chrome'],
  ['curl/8', '不明な端末'],
])('[L15.13] a device is told apart by system and browser, no more: %s', (userAgent, label) => {
  expect(deviceLabelOf(userAgent)).toBe(label);
});
