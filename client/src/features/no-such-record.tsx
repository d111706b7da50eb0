import { AppBar } from '../ui/app-bar.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { paths } from './paths.ts';

export type NoSuchRecordProps = {
  readonly title: string;
  /** Why that may be, and what to do. */
  readonly hint: string;
  readonly back: string;
  /** The button to where somebody's day begins. */
  readonly home: string;
};

/** The address names a record that this device does not have. */
export function NoSuchRecord({ title, hint, back, home }: NoSuchRecordProps) {
  return (
    <Screen bar={<AppBar title={title} back={{ label: back, href: paths.today }} />}>
      <Notice kind="info" title={title} actions={<ButtonLink href={paths.today}>{home}</ButtonLink>}>
        <p>{hint}</p>
      </Notice>
    </Screen>
  );
}
