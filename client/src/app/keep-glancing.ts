import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { agendaOf } from '../features/today/agenda.ts';
import type { ClientStore } from '../store/client-store.ts';
import type { Clock } from '../store/clock.ts';
import type { GlanceVisit } from '../store/glance.ts';

/** Keeps what the locked screen may show up to date with the records: running and planned visits, by number and time. */
export const keepGlancing = ({
  store,
  keep,
  me,
  clock,
}: {
  readonly store: Pick<ClientStore, 'engagements' | 'subscribe'>;
  readonly keep: (look: () => Promise<readonly GlanceVisit[]>) => Promise<void>;
  readonly me: () => Pick<SignedIn, 'person'>;
  readonly clock: Pick<Clock, 'wallMs'>;
}): (() => void) => {
  let running = false;
  let again = false;
  let stopped = false;
  const look = async (): Promise<void> => {
    again = running;
    if (running || stopped) return;
    running = true;
    try {
      await keep(async () => {
        const agenda = agendaOf(await store.engagements(), me().person, dayInJapan(clock.wallMs()));
        const planned = [...(agenda.next ? [agenda.next] : []), ...agenda.upcoming];
        return [
          ...agenda.running.map((item) => glanceOf(item, 'running')),
          ...planned.map((item) => glanceOf(item, 'planned')),
        ];
      });
    } catch (error) {
      // The next change tries again; the locked screen shows what was kept before.
      if (!stopped) console.error('What the locked screen shows could not be kept', error);
    } finally {
      running = false;
    }
    if (again) await look();
  };
  void look();
  const stop = store.subscribe((change) => {
    if (change === 'records') void look();
  });
  return () => {
    stopped = true;
    stop();
  };
};

type Item = ReturnType<typeof agendaOf>['running'][number];

const glanceOf = ({ view, visit }: Item, state: GlanceVisit['state']): GlanceVisit => ({
  engagement: view.id,
  visit: visit.id,
  number: visit.number,
  on: visit.time?.on ?? visit.schedule?.on ?? '',
  from: visit.time?.from ?? visit.schedule?.from ?? null,
  state,
});
