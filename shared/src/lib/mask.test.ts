import { expect, test } from 'vitest';
import { maskMail, maskNumber } from './mask.ts';

test('[L15.90] numbers keep their last three digits, addresses their first letter and domain', () => {
  expect(maskNumber('092-000-0123')).toBe('***-***-*123');
  expect(maskNumber('12')).toBe('12');
  expect(maskNumber('')).toBe('');
  expect(maskMail('uketsuke@minorino.example')).toBe('u***@minorino.example');
  expect(maskMail('not an address')).toBe('***');
});
