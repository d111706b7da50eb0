import type { Person } from '@banso/shared/person/person.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { InvitationAnswer, PersonAccessRow } from '@banso/shared/protocol/people.ts';
import { useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { peopleTransport } from '../../sync/people-transport.ts';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type AnswerFailure, AnswerProblem } from '../answer-problem.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { InvitationBox } from './invitation-box.tsx';
import { messages } from './messages.ts';
import { RecoverySection } from './recovery-section.tsx';
import { RolesSection } from './roles-section.tsx';
import { type People, usePeople } from './use-people.ts';
import { endedWords, hasSecond, hasWay, instantWords, roleWords, wayWords } from './words.ts';

/** One person: how they sign in, the invitation, roles, and what to do when a phone or every way is lost. */
export function PersonScreen({ id }: { readonly id: string }) {
  const people = usePeople();
  const known = useQuery(
    async (store) => ({ person: await store.person(id), programmes: await store.programmes() }),
    [id],
  );
  if (!known) return <p role="status">{common.loading}</p>;
  const row = people.answer?.people.find(({ person }) => person === id);
  return (
    <>
      <ButtonLink look="text" icon="back" href={paths.people}>
        {messages.back}
      </ButtonLink>
      <AnswerProblem failure={people.failure} />
      {known.person && <Known {...{ people, row }} person={known.person} programmes={known.programmes} />}
    </>
  );
}

type KnownProps = {
  readonly people: People;
  readonly person: Person;
  readonly programmes: readonly Programme[];
  readonly row: PersonAccessRow | undefined;
};

function Known({ people, person, programmes, row }: KnownProps) {
  const { me } = useBanso();
  const isSelf = me.person === person.id;
  const works = person.roles.length > 0;
  const ended = person.access?.endedRoles ?? [];
  return (
    <>
      <h1>{person.name}</h1>
      <Facts>
        <Fact label={messages.rolesHead}>{roleWords(person.roles, programmes)}</Fact>
        {ended.length > 0 && (
          <Fact label={messages.endedRoles}>{ended.map((grant) => endedWords(grant, programmes)).join('')}</Fact>
        )}
        {row && <Fact label={messages.ways}>{wayWords(row)}</Fact>}
        {row && (
          <Fact label={messages.lastSeen}>
            {row.lastSeenAtMs === null ? messages.never : instantWords(row.lastSeenAtMs)}
          </Fact>
        )}
      </Facts>
      {row && row.suspectPasskeys > 0 && (
        <Notice kind="warn" title={messages.suspectTitle}>
          <p>{messages.suspectHint}</p>
        </Notice>
      )}
      {works && !isSelf && !(row && hasWay(row) && !hasSecond(row)) && <Invitation {...{ people, person, row }} />}
      {works && !isSelf && row && hasWay(row) && <RecoverySection person={person} onGiven={people.load} />}
      {works && !isSelf && row && row.sessions > 0 && <SignOutSection {...{ people, person }} />}
      <RolesSection key={JSON.stringify(person.roles)} person={person} programmes={programmes} />
    </>
  );
}

function Invitation({ people, person, row }: Omit<KnownProps, 'programmes'>) {
  const { sync } = useBanso();
  const [email, setEmail] = useState('');
  const [invitation, setInvitation] = useState<InvitationAnswer | null>(null);
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const [withdrawn, setWithdrawn] = useState(false);
  const [busy, setBusy] = useState(false);
  const isWaiting = row?.invitedUntilMs != null;
  const make = async () => {
    setBusy(true);
    setWithdrawn(false);
    // The registration is an operation of this device: the link can be made once it has arrived.
    await sync.syncNow();
    const to = email.trim() === '' ? null : email.trim();
    const answer: ServerAnswer<InvitationAnswer> = await peopleTransport.invite(person.id, to);
    setInvitation('answer' in answer ? answer.answer : null);
    setFailure('answer' in answer ? null : answer);
    await people.load();
    setBusy(false);
  };
  const notYetSent = failure !== null && 'problem' in failure && failure.problem === 'not_found';
  return (
    <section className="section people__form">
      <h2>{messages.inviteTitle}</h2>
      <p>{messages.inviteHint}</p>
      {notYetSent ? <Notice kind="warn" live title={messages.notYetSent} /> : <AnswerProblem failure={failure} />}
      {withdrawn && <Notice kind="done" live title={messages.withdrawn} />}
      {invitation ? (
        <InvitationBox invitation={invitation} onClose={() => setInvitation(null)} />
      ) : (
        people.answer?.canMail && (
          <TextField label={messages.email} help={messages.emailHelp} type="email" value={email} onChange={setEmail} />
        )
      )}
      <div className="button-row">
        <Button look={invitation ? 'outline' : 'solid'} busy={busy} onClick={() => void make()}>
          {isWaiting ? messages.makeLinkAgain : messages.makeLink}
        </Button>
        {isWaiting && (
          <Button
            onClick={() => {
              setInvitation(null);
              void people.change(() => peopleTransport.withdraw(person.id)).then(setWithdrawn);
            }}
          >
            {messages.withdraw}
          </Button>
        )}
      </div>
    </section>
  );
}

function SignOutSection({ people, person }: Pick<KnownProps, 'people' | 'person'>) {
  const [done, setDone] = useState(false);
  return (
    <section className="section people__form">
      <h2>{messages.signOutTitle}</h2>
      <p>{messages.signOutHint}</p>
      {done && <Notice kind="done" live title={messages.signedOut} />}
      <Button onClick={() => void people.change(() => peopleTransport.signOut(person.id)).then(setDone)}>
        {messages.signOut}
      </Button>
    </section>
  );
}
