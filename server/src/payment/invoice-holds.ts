import type { Programme } from '@banso/shared/programme/programme.ts';
import type { InvoiceHolds } from '@banso/shared/protocol/payments.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { payablesFor } from '../sync/payment-facts-of.ts';
import { lookAtProgramme } from '../sync/working-set.ts';
import { holdsRole } from './run-records.ts';

/**
 * What stands against each invoice of a programme by everything the office has, in codes: accounting's device does not hold what
 * findings look at. Throws `not_found` alike for what is not there and for whoever does not pay.
 */
export const invoiceHolds = (
  server: Pick<Server, 'store' | 'clock'>,
  { tenant, person }: SessionHolder,
  programme: string,
): Promise<InvoiceHolds> =>
  server.store.read(tenant, async (tx) => {
    const today = dayInJapan(server.clock.nowMs());
    if (!(await holdsRole(tx, { person, programme, by: ['accounting'], today }))) throw new Problem('not_found');
    const { looks, ids } = await lookAtProgramme(tx, programme);
    const known = looks.stateOf('programme', programme) as Programme | null;
    if (!known) throw new Problem('not_found');
    return {
      invoices: payablesFor(looks, { ids, programme: known, today }).map(({ engagement, invoice, holds }) => ({
        engagement,
        invoice: invoice.id,
        codes: [...new Set(holds.map(({ code }) => code))],
      })),
    };
  });
