import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import { GistField, ReportFields } from './report-fields.tsx';
import { SavedLine } from '../saved-line.tsx';
import { TextChoices } from './text-choices.tsx';
import { VisitFacts } from './visit-facts.tsx';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

/** 報告書: everything that can be written about a visit, in the order of the form. */
export function ReportScreen({ view, visit, draft }: VisitScreenProps) {
  const { me } = useBanso();
  const [, navigate] = useLocation();
  const back = paths.visit({ engagement: view.id, visit: visit.id });
  const done = async () => {
    if (await draft.save()) navigate(back);
  };
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.report, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: back }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <>
          <Button look="solid" size="lg" wide onClick={() => void done()}>
            {messages.reportDone}
          </Button>
          <SavedLine draft={draft} />
        </>
      }
    >
      <RecordProblemNotice problem={draft.problem} />
      <TextChoices view={view} visit={visit} />
      <VisitFacts view={view} draft={draft} />
      <GistField draft={draft} ruleSet={view.ruleSet} />
      <ReportFields draft={draft} ruleSet={view.ruleSet} />
    </Screen>
  );
}
