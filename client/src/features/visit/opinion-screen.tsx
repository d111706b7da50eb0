import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { OpinionFields, useOpinion } from '../opinion-form.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

/** What a support officer said, written down by the expert: no officer has to come to a screen (T-5-3). */
export function OpinionScreen({ view, visit }: VisitScreenProps) {
  const { me } = useBanso();
  const [, navigate] = useLocation();
  const officers = (view.engagement.team?.officers ?? []).map(({ name }) => name);
  const opinion = useOpinion({
    view,
    visit: visit.id,
    officers: officers.length === 0 ? [messages.unknownOfficer] : officers,
  });
  const back = paths.visit({ engagement: view.id, visit: visit.id });
  const save = async () => {
    if (await opinion.record()) navigate(back);
  };
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.opinionTitle, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: back }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <Button look="solid" size="lg" wide busy={opinion.busy} onClick={() => void save()}>
          {messages.saveOpinion}
        </Button>
      }
    >
      <OpinionFields {...opinion.fields} />
    </Screen>
  );
}
