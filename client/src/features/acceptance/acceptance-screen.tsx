import { holdsRole } from '@banso/shared/operation/holds-role.ts';
import { ACCEPTERS } from '@banso/shared/programme/acceptance.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { type ReactNode, useId } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { AcceptanceForm } from './acceptance-form.tsx';
import { messages } from './messages.ts';
import './acceptance.css';

/** Programmes that take companies in by rules: how many there are, which, and the form for the next. */
export function AcceptanceScreen() {
  const { me } = useBanso();
  const known = useQuery(
    async (store) => ({ programmes: await store.programmes(), companies: await store.companies() }),
    [],
  );
  const programmes = known?.programmes.filter(({ ruleSets }) => ruleSets.at(-1)?.acceptance) ?? [];
  return (
    <DeskPlaces current="more">
      <div className="acceptance">
        <ButtonLink look="text" icon="back" href={paths.more}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.title}</h1>
        {known && programmes.length === 0 && <p>{messages.none}</p>}
        {programmes.map((programme) => (
          <OfProgramme
            key={programme.id}
            programme={programme}
            names={new Map(known?.companies.map(({ id, name }) => [id, name]))}
          >
            {holdsRole(me.roles, ACCEPTERS, programme.id) && (
              <AcceptanceForm
                key={programme.acceptances?.length ?? 0}
                programme={programme}
                companies={known?.companies ?? []}
              />
            )}
          </OfProgramme>
        ))}
      </div>
    </DeskPlaces>
  );
}

type OfProgrammeProps = {
  readonly programme: Programme;
  readonly names: ReadonlyMap<string, string>;
  readonly children: ReactNode;
};

function OfProgramme({ programme, names, children }: OfProgrammeProps) {
  const id = useId();
  const { acceptances = [], ruleSets } = programme;
  const most = ruleSets.at(-1)?.acceptance?.companiesAtMost;
  if (!most) return null;
  const left = most.value - acceptances.length;
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{programme.name}</h2>
      <p>
        <b>{messages.count(acceptances.length, most.value, most.unit)}</b>
        {'　'}
        {left > 0 ? messages.left(left) : messages.full}
        <span className="hint">{messages.source(most.source)}</span>
      </p>
      {acceptances.length > 0 && (
        <ul className="acceptance__list" aria-label={messages.accepted}>
          {acceptances.map(({ company, theme, recommender, wishedOn, members }) => (
            <li key={company}>
              <b>{names.get(company) ?? company}</b>
              <p>{messages.acceptedLine(theme, recommender, wareki(wishedOn))}</p>
              <p>
                {messages.members(
                  members.map(({ name, hoursPerMonth }) => messages.member(name, hoursPerMonth)).join('、'),
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}
