import { needingAttention, setAsideIds } from '../sync/attention.ts';
import { useQuery } from '../sync/banso-context.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';

export type BottomTabsProps = { readonly current: 'visits' | 'outbox' | 'more' };

/** The expert's three main screens, with how many things wait or need a hand. */
export function BottomTabs({ current }: BottomTabsProps) {
  const count = useQuery(async (store) => {
    const [entries, aside] = await Promise.all([store.outbox(), setAsideIds(store)]);
    return entries.filter(({ verdict }) => verdict === null).length + needingAttention(entries, aside).length;
  }, []);
  return (
    <Tabs
      label={messages.tabs}
      tabs={[
        { href: paths.today, label: messages.tabVisits, icon: 'calendar', current: current === 'visits' },
        {
          href: paths.outbox,
          label: messages.tabOutbox,
          icon: 'send',
          current: current === 'outbox',
          count,
          countLabel: messages.things(count ?? 0),
        },
        { href: paths.more, label: messages.tabMore, icon: 'more', current: current === 'more' },
      ]}
    />
  );
}
