import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';
import './tabs.css';

export type Tab = {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly current: boolean;
  /** How many things wait behind the tab; none and zero show nothing. */
  readonly count?: number | undefined;
  /** What is counted, in words for a reader: "4件". */
  readonly countLabel?: string | undefined;
};

export type TabsProps = { readonly label: string; readonly tabs: readonly Tab[] };

/** The main screens, in reach of the thumb. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              <Icon name={tab.icon} />
              <span>
                {tab.label} <Count tab={tab} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Count({ tab }: { readonly tab: Tab }) {
  if (!tab.count) return null;
  if (tab.countLabel === undefined) return <span className="count">{tab.count}</span>;
  return (
    <>
      <span className="count" aria-hidden="true">
        {tab.count}
      </span>
      <span className="visually-hidden">{tab.countLabel}</span>
    </>
  );
}
