import { useState } from 'react';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { registersProgrammes } from '@banso/shared/programme/registers-programmes.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { ContractTexts } from './contract-texts.tsx';
import { messages as common } from './messages.ts';
import { messages } from './programme-messages.ts';
import { RuleSetForm } from './rule-set-form.tsx';

/** One programme: the versions of its rules, and of its contract's words. */
export function ProgrammeScreen({ id }: { readonly id: string }) {
  const found = useQuery(
    async (store) => ({
      programme: (await store.programmes()).find((one) => one.id === id),
      people: await store.people(),
    }),
    [id],
  );
  if (!found) return null;
  const { programme, people } = found;
  return (
    <DeskPlaces current="more">
      <div className="set-up">
        <ButtonLink look="text" icon="back" href={paths.programmes}>
          {common.back}
        </ButtonLink>
        {programme ? (
          <>
            <h1>{programme.name}</h1>
            <Versions programme={programme} />
            <ContractTexts programme={programme} people={people} />
          </>
        ) : (
          <Notice kind="warn" title={messages.notFound} />
        )}
      </div>
    </DeskPlaces>
  );
}

function Versions({ programme }: { readonly programme: Programme }) {
  const { me } = useBanso();
  const [registered, setRegistered] = useState(0);
  return (
    <section className="section set-up__card" aria-label={messages.versions}>
      <h2>{messages.versions}</h2>
      <p>{messages.versionsHint}</p>
      <Facts>
        {programme.ruleSets.map(({ id, version, validFrom, changes, programmeEndsOn, regulation }) => (
          <Fact key={`${id}/${version}`} label={version} note={regulation}>
            {messages.versionDays(wareki(validFrom), wareki(programmeEndsOn.value))}
            {changes !== undefined && <p className="set-up__changes">{changes}</p>}
          </Fact>
        ))}
      </Facts>
      {registersProgrammes(me.roles) ? (
        // Begun anew, and closed, after each: a form that still held the last one said that its name was taken.
        <details key={registered}>
          <summary>{messages.newVersion}</summary>
          <RuleSetForm programme={programme} onRegistered={() => setRegistered(registered + 1)} />
        </details>
      ) : (
        <p className="hint">{messages.byWholeOffice}</p>
      )}
    </section>
  );
}
