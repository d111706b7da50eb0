import { useSyncStatus } from '../sync/banso-context.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';

export type BottomTabsProps = { readonly current: 'visits' | 'outbox' | 'more' };

/** The expert's three main screens, with how many things wait or need a hand. */
export function BottomTabs({ current }: BottomTabsProps) {
  const { waiting, attention } = useSyncStatus();
  const count = waiting + attention;
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
          countLabel: messages.things(count),
        },
        { href: paths.more, label: messages.tabMore, icon: 'more', current: current === 'more' },
      ]}
    />
  );
}
