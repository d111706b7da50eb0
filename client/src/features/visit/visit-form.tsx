import type { ReactNode } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import type { RecordProblem } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { teamMessages } from '../team-messages.ts';
import { messages } from './messages.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

export type VisitFormProps = Pick<VisitScreenProps, 'view' | 'visit'> & {
  readonly title: string;
  /** The one button that records what was filled in. */
  readonly save: { readonly label: string; readonly busy: boolean; readonly go: () => Promise<void> };
  readonly problem: RecordProblem | null;
  /** The device could not keep the last change. */
  readonly failed: boolean;
  readonly children: ReactNode;
};

/** One thing about a visit that is filled in beside its report: kept on the device as it is typed, recorded by one button. */
export function VisitForm({ title, view, visit, save, problem, failed, children }: VisitFormProps) {
  const { me } = useBanso();
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(title, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: paths.visit({ engagement: view.id, visit: visit.id }) }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <Button look="solid" size="lg" wide busy={save.busy} onClick={() => void save.go()}>
          {save.label}
        </Button>
      }
    >
      <RecordProblemNotice problem={problem} />
      {children}
      <p className="hint" role={failed ? 'alert' : undefined}>
        {failed ? teamMessages.draftFailed : teamMessages.draftKept}
      </p>
    </Screen>
  );
}
