import type { Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

export type ConflictCardProps = { readonly view: EngagementView; readonly visit: Visit };

/** Two texts of one field wait for their author's choice (L17). */
export function ConflictCard({ view, visit }: ConflictCardProps) {
  const fields = [...new Set(visit.conflicts.map(({ field }) => `「${VISIT_FIELD_LABELS[field]}」`))].join('');
  return (
    <article className="attention__card attention__card--choice">
      <StateMark state="needsYou">{messages.conflict}</StateMark>
      <h3>{common.number(visit.number)}</h3>
      <p className="hint">{view.company?.name}</p>
      <h4>{messages.reason}</h4>
      <p>{messages.conflictReason(fields)}</p>
      <h4>{messages.next}</h4>
      <p>{messages.conflictNext}</p>
      <ButtonLink look="solid" wide href={paths.report({ engagement: view.id, visit: visit.id })}>
        {messages.choose}
      </ButtonLink>
    </article>
  );
}
