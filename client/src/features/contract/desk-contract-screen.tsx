import { contractsOf, contractState, needsContract, openPaper } from '@banso/shared/engagement/contract-paper.ts';
import { heldVisits } from '@banso/shared/engagement/engagement.ts';
import { expertOn } from '@banso/shared/engagement/team.ts';
import { groupBy } from '@banso/shared/lib/group-by.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { ContractFiles, momentWords } from './contract-words.tsx';
import { EndingSection } from './ending-section.tsx';
import { messages } from './messages.ts';
import { Offer } from './offer-form.tsx';
import { OfferedCard } from './offered-card.tsx';
import { ReadingSection } from './reading-section.tsx';

const OFFERERS: readonly Role[] = ['staff', 'administrator'];

/** 契約 of one engagement at the desk: what stands, what waits, and what may be done next. */
export function DeskContractScreen({ engagement: id }: { readonly engagement: string }) {
  const { me, nowMs } = useBanso();
  const known = useQuery(async (store) => ({ view: await store.engagement(id), people: await store.people() }), [id]);
  if (!known) return null;
  const { view, people } = known;
  const core = view?.engagement.core;
  const waiting = view && openPaper(view.engagement);
  return (
    <DeskPlaces current="more">
      <div className="contract">
        <ButtonLink look="text" icon="back" href={paths.engagement(id)}>
          {messages.back}
        </ButtonLink>
        <h1>{`${messages.deskTitle}${view?.company ? `　${view.company.name}` : ''}`}</h1>
        {!view || !core ? (
          <Notice kind="warn" title={messages.none} />
        ) : (
          <>
            <Now view={view} people={people} />
            {waiting && <OfferedCard view={view} paper={waiting} />}
            {!waiting && core.expert === null && <Notice kind="info" title={messages.chooseExpert} />}
            {!waiting &&
              needsContract(view.engagement, dayInJapan(nowMs())) &&
              me.roles.some(({ role }) => OFFERERS.includes(role)) && <Offer view={view} />}
            {core.contract && <EndingSection view={view} contract={core.contract} />}
            {core.contract && core.expert !== null && <ReadingSection view={view} contract={core.contract} />}
          </>
        )}
      </div>
    </DeskPlaces>
  );
}

/** The contract in force, those before it, and how often each expert was there (X-12). */
function Now({ view, people }: { readonly view: EngagementView; readonly people: readonly Person[] }) {
  const { nowMs } = useBanso();
  const { engagement, ruleSet } = view;
  const today = dayInJapan(nowMs());
  const nameOf = (id: string | null | undefined) => people.find((one) => one.id === id)?.name ?? '';
  const contract = engagement.core?.contract;
  const former = contractsOf(engagement).slice(0, -1);
  const paper = contract?.paper === undefined ? undefined : engagement.contractPapers[contract.paper];
  const held = heldVisits(engagement);
  const byExpert = groupBy(held, ({ time }) => expertOn(engagement, time?.on ?? today) ?? '');
  return (
    <section className="contract__card" aria-label={messages.nowHead}>
      <h2>{messages.nowHead}</h2>
      {!contract && <p>{messages.nowNone}</p>}
      <Facts>
        {contract && (
          <>
            <Fact label={messages.number} note={messages.states[contractState(contract, today)]}>
              {contract.number}
            </Fact>
            <Fact label={messages.concludedOn}>{wareki(contract.concludedOn)}</Fact>
            <Fact label={messages.period}>{messages.periodWords(wareki(contract.from), wareki(contract.to))}</Fact>
          </>
        )}
        <Fact label={messages.expert}>{nameOf(engagement.core?.expert)}</Fact>
        {former.map(({ number, concludedOn, expert }) => (
          <Fact key={number} label={messages.former} note={nameOf(expert)}>
            {`${number}（${wareki(concludedOn)}）`}
          </Fact>
        ))}
        <Fact
          label={messages.counts}
          note={messages.countAll(
            held.length,
            ruleSet?.numberOfVisits ? messages.most(ruleSet.numberOfVisits.value) : '',
          )}
        >
          {Array.from(byExpert, ([expert, visits]) => messages.countOf(nameOf(expert), visits.length)).join('、') ||
            messages.countOf('', 0)}
        </Fact>
        {paper?.conditions && (
          <Fact label={messages.conditions}>
            {paper.conditions.opened ? messages.opened(momentWords(paper.conditions.opened.atMs)) : messages.waiting}
          </Fact>
        )}
      </Facts>
      {paper && <ContractFiles engagement={view.id} paper={paper} />}
    </section>
  );
}
