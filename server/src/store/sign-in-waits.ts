import { sql } from 'kysely';
import type { Transaction } from './schema.ts';

/** How many tries are free, and then how long the growing wait can become. */
export type WaitLimits = { readonly freeTries: number; readonly mostSeconds: number };

/** The first wait; each further failure doubles it. */
const FIRST_SECONDS = 30;

/**
 * Counts a try as failed before it begins, so that tries sent at once get no further than one by one; `forgetFailures` takes it
 * back after a success. Undefined: the try may be made. Otherwise the instant until which this subject has to wait. A day
 * without a failure begins anew.
 */
export const beginTry = async (
  tx: Transaction,
  { subject, now, limits }: { readonly subject: string; readonly now: Date; readonly limits: WaitLimits },
): Promise<Date | undefined> => {
  const failures = sql<number>`case when sign_in_wait.last_at < ${now}::timestamptz - interval '1 day' then 1 else sign_in_wait.failures + 1 end`;
  const { rows } = await sql`
    insert into sign_in_wait (subject, failures, last_at, wait_until)
    values (${subject}, 1, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (subject) do update set
      failures = ${failures},
      last_at = ${now}::timestamptz,
      wait_until = ${now}::timestamptz + interval '1 second' * (case when ${failures} < ${limits.freeTries}::int then 0
        else least(${FIRST_SECONDS}::float * power(2, least((${failures}) - ${limits.freeTries}::int, 20)), ${limits.mostSeconds}::float) end)
    where sign_in_wait.wait_until <= ${now}::timestamptz
    returning subject`.execute(tx);
  if (rows.length > 0) return undefined;
  const row = await tx.selectFrom('signInWait').select('waitUntil').where('subject', '=', subject).executeTakeFirst();
  return row?.waitUntil ?? now;
};

export const forgetFailures = async (tx: Transaction, subject: string): Promise<void> => {
  await tx.deleteFrom('signInWait').where('subject', '=', subject).execute();
};
