import type { Programme } from '@banso/shared/programme/programme.ts';
import { registersProgrammes } from '@banso/shared/programme/registers-programmes.ts';
import { mayExport } from '@banso/shared/scope/may-export.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso, useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { ButtonLink, NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { SlipsList } from './slips-list.tsx';

/** 事業: which rules are in force, and what is printed on the papers. */
export function ProgrammesScreen() {
  const { me } = useBanso();
  const programmes = useQuery((store) => store.programmes(), []) ?? [];
  return (
    <DeskPlaces current="more">
      <div className="set-up">
        <ButtonLink look="text" icon="back" href={paths.more}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.programmes}</h1>
        <p>{messages.programmesIntro}</p>
        {registersProgrammes(me.roles) && (
          <ButtonLink look="solid" href={paths.programme('new')}>
            {messages.newProgramme}
          </ButtonLink>
        )}
        {programmes.length === 0 && <p>{messages.programmesNone}</p>}
        {programmes.map((programme) => (
          <ProgrammeFacts key={programme.id} programme={programme} />
        ))}
      </div>
    </DeskPlaces>
  );
}

function ProgrammeFacts({ programme }: { readonly programme: Programme }) {
  const { me } = useBanso();
  const { reachable } = useSyncStatus();
  // Only where the programme has official forms can there be slips in them.
  const newest = programme.ruleSets.at(-1);
  const wording = newest?.planForm ? newest.printing : null;
  return (
    <section className="section set-up__card">
      <h2>
        {programme.name}
        {programme.sample && `（${messages.sampleProgramme}）`}
      </h2>
      <Facts>
        <Fact label={messages.fiscalYear}>{programme.fiscalYear}</Fact>
        <Fact label={messages.office}>{programme.office}</Fact>
        <Fact label={messages.addressee}>{programme.addressee}</Fact>
        {programme.ruleSets.map(({ id, version, validFrom, programmeEndsOn, regulation }) => (
          <Fact key={id} label={messages.version} note={regulation}>
            {messages.versionWords(version, wareki(validFrom), wareki(programmeEndsOn.value))}
          </Fact>
        ))}
      </Facts>
      {mayExport(me.roles, programme.id) && reachable !== false && (
        <>
          <p className="hint">{messages.allPapersHint}</p>
          <p className="papers">
            <NewTabLink href={paths.allPapers('programme', programme.id)}>{messages.allPapers}</NewTabLink>
          </p>
        </>
      )}
      {wording && <SlipsList wording={wording} />}
      <ButtonLink look="outline" href={paths.programme(programme.id)}>
        {messages.openProgramme}
      </ButtonLink>
    </section>
  );
}
