import type { FormFacts } from '@banso/shared/forms/form-facts.ts';
import { VISIT_FORMS } from '@banso/shared/forms/index.ts';
import type { PrintData } from '@banso/shared/forms/print-data.ts';
import { carriesWhole } from '@banso/shared/scope/reach.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { scopesThatShow } from '../store/reach.ts';
import { factsOfVisit } from './facts-of-visit.ts';

export type VisitFormAsked = {
  readonly form: string;
  readonly engagement: string;
  readonly visit: string;
  readonly baseUrl: string;
};

/**
 * What one paper of a visit says, from the stored parts, for somebody who sees the engagement.
 * Throws `not_found` for what is not there and for what this person does not see: one same answer (L9); `not_confirmed` and
 * `no_rules` when there is nothing to print.
 */
export const visitFormData = async (
  server: Pick<Server, 'store' | 'clock'>,
  holder: SessionHolder,
  asked: VisitFormAsked,
): Promise<PrintData> => {
  const form = VISIT_FORMS.get(asked.form);
  const facts = form ? await readFacts(server, holder, asked) : null;
  if (!form || !facts) throw new Problem('not_found');
  const data = form(facts);
  if ('refused' in data) throw new Problem(data.refused);
  return data;
};

/** One snapshot of everything the form may print; null when the visit is not there or not this person's to see. */
const readFacts = (
  { store, clock }: Pick<Server, 'store' | 'clock'>,
  { tenant, person }: SessionHolder,
  asked: VisitFormAsked,
): Promise<FormFacts | null> =>
  store.read(tenant, async (tx) => {
    const today = dayInJapan(clock.nowMs());
    const scopes = await scopesThatShow(tx, { person, kind: 'engagement', id: asked.engagement, today });
    // A paper shows the signature: whoever does not get that part does not get the paper either.
    return scopes.some((scope) => carriesWhole(scope, 'engagement')) ? factsOfVisit(tx, { tenant, ...asked }) : null;
  });
