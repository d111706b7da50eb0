import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { ContractForm } from './contract-form.tsx';
import { ExpertForm } from './expert-form.tsx';
import { registersEngagements } from './may-set-up.ts';
import { messages } from './messages.ts';

/** One engagement: who, by which contract, and what is still missing before the first visit, one thing at a time. */
export function EngagementScreen({ id }: { readonly id: string }) {
  const { me } = useBanso();
  const known = useQuery(
    async (store) => {
      const [view, people] = await Promise.all([store.engagement(id), store.people()]);
      return { view, people };
    },
    [id],
  );
  if (!known) return null;
  const { view, people } = known;
  const core = view?.engagement.core;
  return (
    <DeskPlaces current="more">
      <div className="set-up">
        <ButtonLink look="text" icon="back" href={paths.engagements}>
          {messages.back}
        </ButtonLink>
        <h1>{view?.company?.name ?? messages.engagements}</h1>
        {!view || !core ? (
          <Notice kind="warn" title={messages.notFound}>
            <p>{messages.notFoundHint}</p>
          </Notice>
        ) : (
          <>
            <section className="set-up__card" aria-label={messages.facts}>
              <Facts>
                <Fact label={messages.programme}>{view.programme?.name}</Fact>
                <Fact label={messages.expert}>{expertWords(view, people) ?? messages.expertNone}</Fact>
                <Fact label={messages.contract}>
                  {core.contract
                    ? messages.contractWords(
                        core.contract.number,
                        wareki(core.contract.concludedOn),
                        wareki(core.contract.from),
                        wareki(core.contract.to),
                      )
                    : messages.contractNone}
                </Fact>
                <Fact label={messages.visits}>{messages.visitCount(visitsInOrder(view.engagement).length)}</Fact>
              </Facts>
              <Rows>
                <Row title={messages.toPapers} href={paths.papers(id)} />
                <Row title={messages.toQueries} detail={messages.toQueriesHint} href={paths.queries(id)} />
                <Row title={messages.toContract} detail={messages.toContractHint} href={paths.engagementContract(id)} />
                <Row title={messages.toCompany} href={paths.company(core.company)} />
                <Row title={messages.toContact} href={paths.companyContact(core.company)} />
                {view.ruleSet?.money && <Row title={messages.toClaim} href={paths.claimAtDesk(id)} />}
              </Rows>
            </section>
            {core.expert !== null && core.contract && visitsInOrder(view.engagement).length === 0 && (
              <Notice kind="done" title={messages.readyTitle}>
                <p>{messages.ready}</p>
              </Notice>
            )}
            {registersEngagements(me.roles) && (
              <>
                {core.expert === null && <ExpertForm engagement={id} people={people} />}
                {core.expert !== null && !core.contract && <ContractForm engagement={id} />}
                {core.expert !== null && core.contract && (
                  <details>
                    <summary>{messages.expertHead2}</summary>
                    <ExpertForm engagement={id} people={people} />
                  </details>
                )}
              </>
            )}
          </>
        )}
      </div>
    </DeskPlaces>
  );
}

/** Who is in charge, and how they were chosen; null: nobody yet. */
const expertWords = ({ engagement }: EngagementView, people: readonly Person[]): string | null => {
  const expert = expertInCharge(engagement);
  if (!expert) return null;
  const name = people.find(({ id }) => id === expert)?.name ?? expert;
  const last = engagement.core?.assignments.findLast((one) => one.expert === expert);
  return last ? messages.assigned(name, wareki(last.on), last.department) : name;
};
