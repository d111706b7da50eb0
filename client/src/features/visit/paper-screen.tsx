import { papersToName } from '@banso/shared/engagement/paper.ts';
import { shortTextCode } from '@banso/shared/evidence/confirmation-text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { useState } from 'react';
import { Redirect, useLocation } from 'wouter';
import { useBanso, useSyncStatus } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { PaperFields } from '../paper-fields.tsx';
import { blankPaperForm, errorsOfPaper, type PaperForm, reasonOf, signingOf } from '../paper-form.ts';
import { paperMessages } from '../paper-messages.ts';
import { PaperPhotos } from '../paper-photos.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { factsOnPaper, usePaperConfirmation } from '../use-paper-confirmation.ts';
import { messages } from './messages.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { standingConfirmation } from './visit-step.ts';
import { visitTitle } from './visit-title.ts';

/** 紙に書いてもらった: the expert photographs what the company has signed on paper, and says who, when and why. */
export function PaperScreen({ view, visit, draft }: VisitScreenProps) {
  const { me, store } = useBanso();
  const { reachable } = useSyncStatus();
  const [, navigate] = useLocation();
  const today = dayInJapan(useNow());
  const [tried, setTried] = useState(false);
  const { form, change, failed, drop } = useKeptForm<PaperForm>(`paper/${visit.id}`, blankPaperForm(visit));
  const facts = factsOnPaper(view, visit);
  const { confirm, busy, problem } = usePaperConfirmation(view, visit, facts);
  const place = { engagement: view.id, visit: visit.id };
  const back = paths.visit(place);
  if (!facts || standingConfirmation(view, visit)) return <Redirect to={back} replace />;
  const papers = papersToName(view.engagement, { visit: visit.id, by: me.person });
  const errors = errorsOfPaper(form, { visit, copies: papers.length, today });
  const save = async () => {
    setTried(true);
    // What is still being typed elsewhere in the visit belongs to what the paper says.
    if (Object.keys(errors).length > 0 || !(await draft.save())) return;
    // Words that were still a draft change what is confirmed: they are read on this screen first.
    const now = await store.engagement(view.id);
    const written = now?.engagement.visits[visit.id];
    if (!now || !written || factsOnPaper(now, written)?.hash !== facts.hash) return;
    const { signer, proxy } = signingOf(form, { view, visit });
    const manner = {
      by: 'paper',
      photos: papers.map(({ id }) => id),
      writtenOn: form.writtenOn,
      reason: reasonOf(form),
    } as const;
    const signing = { signer: { ...signer, identifiedBy: 'metOnSite' as const }, proxy, manner };
    if (!(await confirm('confirmation-signed@1', signing))) return;
    await drop();
    navigate(back);
  };
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(messages.paperTitle, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: back }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        <>
          <RecordProblemNotice problem={problem} />
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void save()}>
            {messages.paperSave}
          </Button>
          {tried && Object.keys(errors).length > 0 && <p role="status">{messages.paperErrors}</p>}
        </>
      }
    >
      <p>{messages.paperHint}</p>
      <PaperPhotos view={view} visit={visit} papers={papers} at="visit" error={tried ? errors.copies : undefined} />
      <section className="section" aria-label={paperMessages.facts}>
        <h3>{paperMessages.facts}</h3>
        <Facts>
          {facts.lines.map(({ label, value }) => (
            <Fact key={label} label={label} stacked={label === '支援の内容'}>
              {value}
            </Fact>
          ))}
          <Fact label={paperMessages.code} note={paperMessages.codeHelp}>
            <span className="paper-code">{shortTextCode(facts.hash)}</span>
          </Fact>
        </Facts>
        {reachable !== false && (
          <NewTabLink look="text" href={paths.paper('slip-to-sign', place)}>
            {paperMessages.print}
          </NewTabLink>
        )}
      </section>
      <section className="section" aria-label={messages.paperWritten}>
        <h3>{messages.paperWritten}</h3>
        <PaperFields {...{ view, visit, form, change }} errors={tried ? errors : {}} />
      </section>
      {failed && <p role="alert">{paperMessages.draftFailed}</p>}
    </Screen>
  );
}
