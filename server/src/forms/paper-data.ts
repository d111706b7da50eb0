import { PAPERS } from '@banso/shared/forms/index.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { carriesPart } from '@banso/shared/scope/reach.ts';
import { type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { scopesThatShow } from '../store/reach.ts';
import type { Transaction } from '../store/schema.ts';
import { factsOfPaper } from './facts-of-paper.ts';

/** A paper as its address names it: `subject` is the record it is of (`PaperForm`). */
export type PaperAsked = {
  readonly form: string;
  readonly engagement: string;
  readonly subject: string;
  readonly baseUrl: string;
};

/**
 * What one paper of an engagement says, from the stored parts, for somebody who sees all that it shows.
 * Throws `not_found` for what is not there and for what this person does not see: one same answer (L9); `not_confirmed` and
 * `no_rules` when there is nothing to print.
 */
export const paperData = async (
  { store, clock }: Pick<Server, 'store' | 'clock'>,
  { tenant, person }: SessionHolder,
  asked: PaperAsked,
): Promise<PrintData> => {
  const paper = PAPERS.get(asked.form);
  if (!paper) throw new Problem('not_found');
  // One snapshot of everything the paper may print.
  const data = await store.read(tenant, async (tx) => {
    const today = dayInJapan(clock.nowMs());
    const scopes = await scopesThatShow(tx, { person, kind: 'engagement', id: asked.engagement, today });
    const sees = scopes.some((scope) => paper.shows.every((part) => carriesPart(scope, 'engagement', part)));
    const payee = paper.ofPayee ? asked.subject : null;
    // Bank data of others is for those alone whose feed carries it; one's own form may be printed before anything is in it.
    const reads = payee === null || payee === person || (await readsAccount(tx, { person, id: payee, today }));
    const facts = sees && reads ? await factsOfPaper(tx, { tenant, ...asked, payee }) : null;
    return facts && paper.print(facts, asked.subject);
  });
  if (!data) throw new Problem('not_found');
  if ('refused' in data) throw new Problem(data.refused);
  return data;
};

const readsAccount = async (
  tx: Transaction,
  reader: { readonly person: string; readonly id: string; readonly today: Day },
): Promise<boolean> =>
  (await scopesThatShow(tx, { ...reader, kind: 'payee' })).some((scope) => carriesPart(scope, 'payee', 'account'));
