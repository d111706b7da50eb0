import { openRecovery } from '@banso/shared/person/operations/person-recovery.ts';
import type { Person } from '@banso/shared/person/person.ts';
import { useLocation } from 'wouter';
import { useQuery } from '../../sync/banso-context.tsx';
import { peopleTransport } from '../../sync/people-transport.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AnswerProblem } from '../answer-problem.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { usePeople } from './use-people.ts';
import { instantWords, roleWords, wayWords } from './words.ts';

/** Everybody of the office: roles, ways to sign in, last use. */
export function PeopleScreen() {
  const [, navigate] = useLocation();
  const { answer, failure, change } = usePeople();
  const known = useQuery(async (store) => ({ people: await store.people(), programmes: await store.programmes() }), []);
  if (!known) return <p role="status">{common.loading}</p>;
  const rowOf = ({ id }: Person) => answer?.people.find(({ person }) => person === id);
  // Whoever works here first, by reading.
  const people = known.people.toSorted(
    (a, b) => Number(a.roles.length === 0) - Number(b.roles.length === 0) || a.kana.localeCompare(b.kana, 'ja'),
  );
  return (
    <>
      <h1>{messages.title}</h1>
      <p>{messages.intro}</p>
      <ButtonLink look="solid" href={`${paths.people}/new`}>
        {messages.invite}
      </ButtonLink>
      <AnswerProblem failure={failure} />
      <DataTable
        caption={messages.title}
        items={people}
        rowKey={({ id }) => id}
        onOpen={({ id }) => navigate(paths.person(id))}
        empty={messages.none}
        columns={[
          {
            key: 'name',
            head: messages.name,
            cell: (person) => (
              <>
                {person.name} {openRecovery(person) && <Tag>{messages.askedRecovery}</Tag>}{' '}
                {(rowOf(person)?.suspectPasskeys ?? 0) > 0 && <Tag>{messages.suspectTag}</Tag>}
              </>
            ),
          },
          { key: 'roles', head: messages.rolesHead, cell: ({ roles }) => roleWords(roles, known.programmes) },
          {
            key: 'ways',
            head: messages.ways,
            cell: (person) => {
              const row = rowOf(person);
              return row ? wayWords(row) : '';
            },
          },
          {
            key: 'seen',
            head: messages.lastSeen,
            cell: (person) => {
              const row = rowOf(person);
              if (!row) return '';
              return row.lastSeenAtMs === null ? messages.never : instantWords(row.lastSeenAtMs);
            },
          },
        ]}
      />
      {answer && (
        <section className="section">
          <h2>{messages.setting}</h2>
          <Checkbox
            label={messages.settingLabel}
            help={messages.settingHelp}
            checked={answer.expertsByLinkAlone}
            onChange={(allowed) => void change(() => peopleTransport.setExpertsByLinkAlone(allowed))}
          />
        </section>
      )}
    </>
  );
}
