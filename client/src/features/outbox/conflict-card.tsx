import type { TextConflict, Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { fieldWords } from '../field-words.ts';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { whenWords } from './when-words.ts';

export type ConflictCardProps = { readonly view: EngagementView; readonly visit: Visit };

/** Two texts of one field wait for their author's choice (L17): both are shown, whole. */
export function ConflictCard({ view, visit }: ConflictCardProps) {
  const fields = [...new Set(visit.conflicts.map(({ field }) => `「${VISIT_FIELD_LABELS[field]}」`))].join('');
  return (
    <article className="attention__card attention__card--choice">
      <StateMark state="needsYou">{messages.conflict}</StateMark>
      <h3>{common.number(visit.number)}</h3>
      <p className="hint">{view.company?.name}</p>
      <h4>{messages.reason}</h4>
      <p>{messages.conflictReason(fields)}</p>
      {visit.conflicts.map((conflict) => (
        <BothTexts key={conflict.id} visit={visit} conflict={conflict} />
      ))}
      <h4>{messages.next}</h4>
      <p>{messages.conflictNext}</p>
      <ButtonLink look="solid" wide href={paths.report({ engagement: view.id, visit: visit.id })}>
        {messages.choose}
      </ButtonLink>
    </article>
  );
}

function BothTexts({ visit, conflict }: { readonly visit: Visit; readonly conflict: TextConflict }) {
  const { field, by, atMs, value } = conflict;
  const now = useNow();
  const writer = useQuery((store) => store.person(by), [by]);
  const label = VISIT_FIELD_LABELS[field];
  return (
    <Facts>
      <Fact label={messages.textNow(label)} stacked>
        {fieldWords(field, visit.fields[field])}
      </Fact>
      <Fact label={messages.textOther(label, writer?.name ?? '', whenWords(atMs, now))} stacked>
        {fieldWords(field, value)}
      </Fact>
    </Facts>
  );
}
