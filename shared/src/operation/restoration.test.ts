import { expect, test } from 'vitest';
import { operation } from '../../../test/fixtures/engagement.ts';
import { OPERATION_TYPES } from './register.ts';
import { askedAfter, isLockedInRestoration } from './restoration.ts';

test('[L4.40] only intents are held back, and of what an expert does only what gives a number', () => {
  const locked = [...OPERATION_TYPES.values()].filter(isLockedInRestoration);
  expect(locked.map(({ type }) => type)).toEqual([
    'company-accepted@1',
    'contract-recorded@1',
    'contract-offered@1',
    'contract-signed@1',
    'contract-filed@1',
    'stopped-payment-decided@1',
    'stopped-payment-redecided@1',
    'visit-approved@1',
    'invoice-issued@1',
    'statement-made@1',
    'package-approved@1',
    'late-filing-decided@1',
    'payment-run-made@1',
    'payment-run-approved@1',
  ]);
  expect(locked.every(({ nature }) => nature === 'intent')).toBe(true);
  expect(locked.flatMap(({ type, by }) => (by.includes('expert') ? [type] : []))).toEqual(['invoice-issued@1']);
});

test('[L4.40] what was asked for before the restore comes again; the server’s clock decides', () => {
  const approval = operation('visit-approved@1', { visit: 'v1' });
  const at = (wallMs: number, offsetMs: number | null) =>
    askedAfter(1_000_000, { ...approval, clock: { ...approval.clock, wallMs, offsetMs } });
  expect([at(999_999, null), at(1_000_000, null), at(900_000, 100_000), at(1_100_000, -200_000)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
