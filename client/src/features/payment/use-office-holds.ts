import { type Hold, HOLDS, UNKNOWN_HOLD } from '@banso/shared/payment/holds.ts';
import type { Payable } from '@banso/shared/payment/payables.ts';
import { useEffect, useState } from 'react';
import { paymentTransport } from '../../sync/payment-transport.ts';
import type { Payments } from './use-payments.ts';

/** What the office holds against invoices, by invoice; null until it has answered, or while it is not reached. */
export type OfficeHolds = ReadonlyMap<string, readonly string[]> | null;

/** Asked anew whenever a record comes to this device: what stands against an invoice may have been mended by it. */
export const useOfficeHolds = (programme: string, { views }: Pick<Payments, 'views'>): OfficeHolds => {
  const [holds, setHolds] = useState<OfficeHolds>(null);
  useEffect(() => {
    let here = true;
    const asking = setTimeout(() => {
      void paymentTransport.invoiceHolds(programme).then((asked) => {
        if (here)
          setHolds('answer' in asked ? new Map(asked.answer.invoices.map((one) => [one.invoice, one.codes])) : null);
      });
    }, 0);
    return () => {
      here = false;
      clearTimeout(asking);
    };
  }, [programme, views]);
  return holds;
};

/** What stands against an invoice: what this device sees, and what the office sees besides. */
export const allHolds = (
  { invoice, holds }: Pick<Payable, 'invoice' | 'holds'>,
  office: OfficeHolds,
): readonly Hold[] => {
  const seen = new Set<string>(holds.map(({ code }) => code));
  const besides = (office?.get(invoice.id) ?? []).filter((code) => !seen.has(code));
  return [...holds, ...besides.map((code) => (isHoldCode(code) ? HOLDS[code] : UNKNOWN_HOLD))];
};

const isHoldCode = (code: string): code is keyof typeof HOLDS => Object.hasOwn(HOLDS, code);
