import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { paths } from '../paths.ts';
import { hasPlan } from '../visit-words.ts';
import { messages } from './messages.ts';

export type VisitMenuProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly view: EngagementView;
  readonly visit: Visit;
};

/** What is seldom needed during a visit. */
export function VisitMenu({ open, onClose, view, visit }: VisitMenuProps) {
  const place = { engagement: view.id, visit: visit.id };
  return (
    <Dialog open={open} onClose={onClose} title={messages.menu}>
      <ul className="visit-menu">
        {hasPlan(view) && (
          <li>
            <ButtonLink look="text" href={paths.plan(place)}>
              {messages.plan}
            </ButtonLink>
          </li>
        )}
        <li>
          <ButtonLink look="text" href={paths.time(place)}>
            {messages.fix}
          </ButtonLink>
        </li>
        <li>
          <ButtonLink look="text" href={`${paths.change(place)}?how=startedByMistake`}>
            {messages.mistakeTitle}
          </ButtonLink>
        </li>
        <li>
          <ButtonLink look="text" href={paths.change(place)}>
            {messages.change}
          </ButtonLink>
        </li>
      </ul>
    </Dialog>
  );
}
