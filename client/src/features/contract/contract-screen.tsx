import { type ContractPaper, contractState } from '@banso/shared/engagement/contract-paper.ts';
import { readingEndsOn } from '@banso/shared/engagement/expert-reading.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNoteLook } from '../../sync/use-note-look.ts';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { ContractFiles, ContractWords, momentWords } from './contract-words.tsx';
import { messages } from './messages.ts';
import { readingMessages } from './reading-messages.ts';
import { ReasonDialog } from '../reason-dialog.tsx';
import { useSignContract } from './use-sign-contract.tsx';

type Shown = { readonly view: EngagementView; readonly paper: ContractPaper };

/** The expert's contract of one engagement: read it large, agree and sign, and have it at hand ever after. */
export function ContractScreen({ engagement }: { readonly engagement: string }) {
  const { me } = useBanso();
  const found = useQuery(async (store) => ({ view: await store.engagement(engagement) }), [engagement]);
  if (!found) return null;
  const { view } = found;
  // The newest that was offered to this very person; ids of papers are UUIDv7.
  const paper = Object.values(view?.engagement.contractPapers ?? {})
    .filter(({ expert }) => expert === me.person)
    .toSorted((a, b) => a.offered.atMs - b.offered.atMs)
    .at(-1);
  if (!view || !paper) return <NoContract />;
  const waits = paper.ended === null && paper.concludedOn === null && paper.signedByExpert === null;
  return waits && paper.file ? <ToSign view={view} paper={paper} /> : <AsItStands view={view} paper={paper} />;
}

function NoContract() {
  return (
    <Screen bar={<AppBar title={messages.title} back={{ label: messages.back, href: paths.today }} />}>
      <Notice
        kind="info"
        title={messages.none}
        actions={<ButtonLink href={paths.today}>{messages.toToday}</ButtonLink>}
      >
        <p>{messages.noneHint}</p>
      </Notice>
    </Screen>
  );
}

const DECLARED = ['secrecy', 'noPrivateConsulting', 'noOrganizedCrime', 'terms'] as const;

function ToSign({ view, paper }: Shown) {
  const { me } = useBanso();
  const [, navigate] = useLocation();
  const { record, busy, problem } = useRecord();
  const { sign, question } = useSignContract();
  const [declared, setDeclared] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const [declining, setDeclining] = useState(false);
  const all = DECLARED.every((one) => declared.includes(one));
  const waitsForOffice =
    paper.route === 'electronic' &&
    paper.signedByOffice === null &&
    view.programme?.ruleSets.find(({ id, version }) => id === paper.ruleSet.id && version === paper.ruleSet.version)
      ?.contract?.signingOrder.value === 'officeFirst';
  const agree = async () => {
    setTried(true);
    if (!all) return;
    const signing = await sign({ engagement: view.id, paper, as: 'expert' });
    if (!signing) return;
    const declarations = {
      secrecy: true,
      noPrivateConsulting: true,
      noOrganizedCrime: true,
      termsVersion: paper.terms.version,
    } as const;
    await record({ type: 'contract-agreed@1', aggregate: view.id, body: { ...signing, declarations } });
  };
  const decline = async (reason: string) => {
    const body = { paper: paper.id, reason };
    if (await record({ type: 'contract-declined@1', aggregate: view.id, body })) navigate(paths.today);
  };
  return (
    <Screen
      bar={
        <AppBar
          title={messages.title}
          subtitle={paper.company}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
      actions={({ seenEnd, readOn }) =>
        seenEnd ? (
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void agree()}>
            {paper.route === 'paper' ? messages.agreeOnPaper : messages.agree}
          </Button>
        ) : (
          <Button size="lg" wide onClick={readOn}>
            {messages.readOn}
          </Button>
        )
      }
    >
      <ContractWords paper={paper} />
      <ContractFiles engagement={view.id} paper={paper} />
      <section className="section contract__declarations" aria-label={messages.declareHead}>
        <h2>{messages.declareHead}</h2>
        {DECLARED.map((one) => (
          <Checkbox
            key={one}
            label={
              one === 'terms' ? messages.declare.terms(paper.terms.title, paper.terms.version) : messages.declare[one]
            }
            help={messages.articles[one]}
            checked={declared.includes(one)}
            onChange={(checked) =>
              setDeclared(checked ? [...declared, one] : declared.filter((other) => other !== one))
            }
          />
        ))}
        {tried && !all && <Notice kind="warn" live title={messages.notDeclared} />}
      </section>
      {waitsForOffice && <Notice kind="info" title={messages.waitsFirst} />}
      {question}
      {!declining && <RecordProblemNotice problem={problem} />}
      <p>
        <Button look="text" onClick={() => setDeclining(true)}>
          {messages.decline}
        </Button>
      </p>
      <ReasonDialog
        open={declining}
        title={messages.declineTitle}
        lead={messages.declineLead}
        action={messages.decline}
        busy={busy}
        problem={problem}
        onReason={(reason) => void decline(reason)}
        onClose={() => setDeclining(false)}
      />
    </Screen>
  );
}

function AsItStands({ view, paper }: Shown) {
  const { me } = useBanso();
  useNoteLook('support', view.id, `contractPaper/${paper.id}`);
  return (
    <Screen
      bar={
        <AppBar
          title={messages.title}
          subtitle={paper.company}
          sample={me.sample}
          back={{ label: messages.back, href: paths.today }}
        />
      }
      strips={<ConnectionStrip />}
    >
      <State view={view} paper={paper} />
      <ContractFiles engagement={view.id} paper={paper} />
      <ButtonLink look="text" href={paths.queries(view.id)}>
        {messages.toQueries}
      </ButtonLink>
      {paper.conditions && <Conditions engagement={view.id} paper={paper} />}
      <ContractWords paper={paper} />
    </Screen>
  );
}

function State({ view, paper }: Shown) {
  const { nowMs } = useBanso();
  if (paper.ended)
    return (
      <Notice kind="info" title={messages[paper.ended.how]}>
        <p>{messages.withReason(paper.ended.reason)}</p>
      </Notice>
    );
  if (paper.concludedOn === null) {
    if (!paper.file) return <Notice kind="info" title={messages.preparing} />;
    return <Notice kind="info" title={paper.route === 'paper' ? messages.waitsSeal : messages.waitsOffice} />;
  }
  const contract = view.engagement.core?.contract;
  const ended = contract?.paper === paper.id ? contract.ended : undefined;
  const reads = contract?.paper === paper.id ? readingEndsOn(view.engagement, view.ruleSet) : null;
  const state = contract && ended ? contractState(contract, dayInJapan(nowMs())) : 'stands';
  return (
    <>
      {ended && state !== 'stands' && <Notice kind="warn" title={messages.ending[state](wareki(ended.on))} />}
      <Notice kind="done" title={messages.concluded(wareki(paper.concludedOn))}>
        <p>{messages.concludedHint}</p>
      </Notice>
      {reads !== null && <p className="hint">{readingMessages.own(wareki(reads))}</p>}
    </>
  );
}

/** What the law wants told; that it was opened here is recorded, once. */
function Conditions({ engagement, paper }: { readonly engagement: string; readonly paper: ContractPaper }) {
  const { record } = useRecord();
  const { conditions } = paper;
  const asked = useRef(false);
  const isOpened = Boolean(conditions?.opened);
  useEffect(() => {
    if (isOpened || asked.current) return;
    asked.current = true;
    void record({ type: 'conditions-opened@1', aggregate: engagement, body: { paper: paper.id } });
  }, [isOpened, record, engagement, paper.id]);
  if (!conditions) return null;
  return (
    <section className="section" aria-label={messages.conditions}>
      <h2>{messages.conditions}</h2>
      <p className="hint">
        {conditions.opened ? messages.opened(momentWords(conditions.opened.atMs)) : messages.conditionsHint}
      </p>
      <Facts>
        {conditions.lines.map(({ label, text }) => (
          <Fact key={label} label={label} stacked>
            {text}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
