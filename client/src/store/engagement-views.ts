import type { AggregateViews } from './aggregate-views.ts';
import type { ClientStore, EngagementView } from './client-store.ts';
import { deciderHere, loadDecider } from './load-decider.ts';
import type { LocalRecords } from './local-records.ts';
import { outboxEntry } from './outbox-entries.ts';

type Reads = Pick<
  ClientStore,
  | 'engagements'
  | 'engagement'
  | 'person'
  | 'people'
  | 'disposals'
  | 'incidents'
  | 'company'
  | 'contact'
  | 'payee'
  | 'paymentRuns'
  | 'companies'
  | 'programmes'
>;

/** What screens read of the records. */
export const engagementViews = (records: LocalRecords, views: AggregateViews): Reads => {
  const viewOf = async (id: string): Promise<EngagementView | null> => {
    const engagement = await views.state('engagement', id);
    if (!engagement.core) return null;
    const [around, elsewhere] = await Promise.all([views.surroundings(engagement), views.elsewhere(id)]);
    const rows = records.waitingRows('engagement', id);
    if (rows.length === 0) return { id, engagement, ...around, elsewhere, waiting: [] };
    const { types } = deciderHere() ?? (await loadDecider());
    return { id, engagement, ...around, elsewhere, waiting: rows.map((row) => outboxEntry(row, types)) };
  };
  const all = async (kind: 'company' | 'programme' | 'person' | 'disposal' | 'incident' | 'paymentRun') => {
    await records.refresh();
    return records.aggregatesOf(kind).toSorted();
  };
  return {
    engagements: async () => {
      await records.refresh();
      const found = await Promise.all(records.aggregatesOf('engagement').toSorted().map(viewOf));
      return found.filter((one) => one !== null);
    },
    engagement: async (id) => {
      await records.refresh();
      return viewOf(id);
    },
    person: async (id) => {
      await records.refresh();
      return views.state('person', id);
    },
    people: async () => {
      const found = await Promise.all((await all('person')).map((id) => views.state('person', id)));
      return found.filter((one) => one !== null);
    },
    company: async (id) => {
      await records.refresh();
      return views.state('company', id);
    },
    contact: async (id) => {
      await records.refresh();
      return views.state('contact', id);
    },
    payee: async (person) => {
      await records.refresh();
      return views.state('payee', person);
    },
    paymentRuns: async () => {
      const found = await Promise.all((await all('paymentRun')).map((id) => views.state('paymentRun', id)));
      return found.filter((one) => one !== null).toSorted((a, b) => b.made.atMs - a.made.atMs);
    },
    companies: async () => {
      const found = await Promise.all((await all('company')).map((id) => views.state('company', id)));
      return found.filter((one) => one !== null);
    },
    disposals: async () => {
      const found = await Promise.all((await all('disposal')).map((id) => views.state('disposal', id)));
      return found.filter((one) => one !== null).toSorted((a, b) => b.requestedAtMs - a.requestedAtMs);
    },
    incidents: async () => {
      const found = await Promise.all((await all('incident')).map((id) => views.state('incident', id)));
      return found.filter((one) => one !== null).toSorted((a, b) => b.foundAtMs - a.foundAtMs);
    },
    programmes: async () => {
      const found = await Promise.all((await all('programme')).map((id) => views.state('programme', id)));
      return found.filter((one) => one !== null);
    },
  };
};
