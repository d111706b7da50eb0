import type { PlanRow } from '@banso/shared/engagement/plan.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';

/** 計画書 (様式第2号), to read during a visit. */
export function PlanScreen({ view, visit }: VisitScreenProps) {
  const { me } = useBanso();
  const { plan } = view.engagement;
  const isOwn = view.ruleSet?.planForm !== undefined && expertInCharge(view.engagement) === me.person;
  return (
    <Screen
      bar={
        <AppBar
          title={messages.planTitle}
          subtitle={view.company?.name}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: paths.visit({ engagement: view.id, visit: visit.id }) }}
        />
      }
      strips={<ConnectionStrip />}
    >
      {isOwn && (
        <ButtonLink look="text" href={paths.written(view.id, 'plan')}>
          {messages.planWrite}
        </ButtonLink>
      )}
      {!plan && <p>{messages.planNone}</p>}
      {plan && (
        <>
          <p className="hint">
            {plan.submittedAtMs === null
              ? messages.planDraft
              : messages.planSubmitted(wareki(dayInJapan(plan.submittedAtMs)))}
          </p>
          <Facts>
            {(['situation', 'issues', 'goal', 'deliverable'] as const).map((field) => (
              <Fact key={field} label={messages[field]} stacked>
                {plan[field] || messages.blank}
              </Fact>
            ))}
          </Facts>
          <section className="section" aria-label={messages.planRows}>
            <h2>{messages.planRows}</h2>
            <Rows leads="times">
              {plan.rows.map((row) => (
                <Row
                  key={row.number}
                  lead={common.number(row.number)}
                  leadSub={monthWords(row)}
                  title={row.content || messages.blank}
                />
              ))}
            </Rows>
          </section>
        </>
      )}
    </Screen>
  );
}

const monthWords = ({ month, third }: PlanRow): string =>
  month === null ? '' : `${messages.month(month)}${messages.third[third]}`;
