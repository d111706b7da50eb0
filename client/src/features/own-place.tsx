import type { ReactNode } from 'react';
import { useBanso } from '../sync/banso-context.tsx';
import { AppBar } from '../ui/app-bar.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { BottomTabs } from './bottom-tabs.tsx';
import { ConnectionStrips } from './connection-strips.tsx';
import { DeskPlaces } from './desk-places.tsx';
import { paths } from './paths.ts';
import { useSides } from './use-sides.ts';
import './own-place.css';

export type OwnPlaceProps = {
  readonly title: string;
  readonly current: 'outbox' | 'more';
  /** Said by the way back to その他; none on その他 itself and beside it. */
  readonly back?: string;
  /** Where that way leads, if not to その他. */
  readonly backTo?: string;
  readonly children: ReactNode;
};

/** A screen that everybody has: among the desk's places for whoever works at the desk alone, else with the phone's bar and tabs. */
export function OwnPlace({ title, current, back, backTo = paths.more, children }: OwnPlaceProps) {
  const { me } = useBanso();
  const { isDesk, isExpert, isOfficer } = useSides();
  if (isDesk && !isExpert && !isOfficer)
    return (
      <DeskPlaces current={current}>
        <div className="own-place">
          {back !== undefined && (
            <ButtonLink look="text" icon="back" href={backTo}>
              {back}
            </ButtonLink>
          )}
          <h1>{title}</h1>
          {children}
        </div>
      </DeskPlaces>
    );
  return (
    <Screen
      bar={
        <AppBar
          title={title}
          sample={me.sample}
          {...(back === undefined ? {} : { back: { label: back, href: backTo } })}
        />
      }
      strips={<ConnectionStrips />}
      tabs={<BottomTabs current={current} />}
    >
      {children}
    </Screen>
  );
}
