import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import type { HeldPhoto } from '../../store/client-store.ts';
import { useNow } from '../../sync/use-now.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { timeAgo } from '../time-ago.ts';
import { entryPlace, type ViewsById } from './entry-place.ts';
import { messages } from './messages.ts';
import { whenWords } from './when-words.ts';

export type PhotosSectionProps = { readonly photos: readonly HeldPhoto[]; readonly viewsById: ViewsById };

/** Photos of this device: which still wait, and how many the server has confirmed. */
export function PhotosSection({ photos, viewsById }: PhotosSectionProps) {
  const now = useNow();
  const waiting = photos.filter(({ stage }) => stage === 'waiting');
  const sent = photos.filter(({ stage }) => stage === 'stored').length;
  if (waiting.length === 0 && sent === 0) return null;
  return (
    <section className="section">
      <h2>{waiting.length === 0 ? messages.photosNoneWaiting : common.photosUnsent(waiting.length)}</h2>
      {waiting.length > 0 && <p className="hint">{messages.photosHint}</p>}
      <Rows>
        {waiting.map((photo) => (
          <Row
            key={photo.id}
            lead={whenWords(photo.addedAtMs, now)}
            leadSub={timeAgo(photo.addedAtMs, now)}
            title={messages[photo.kind]}
            detail={entryPlace(photo, viewsById)}
            state={<StateMark state="waiting" />}
          />
        ))}
      </Rows>
      {sent > 0 && (
        <p>
          <StateMark state="sent">{messages.photosSent(sent)}</StateMark>
        </p>
      )}
    </section>
  );
}

/** A photo that the server does not take, or that can no longer be read: why, and what to do. */
export function PhotoCard({ photo, viewsById }: { readonly photo: HeldPhoto; readonly viewsById: ViewsById }) {
  const now = useNow();
  const { title, todo } = wordsOf(photo.problem);
  return (
    <article className="attention__card">
      <StateMark state="refused">{messages.photoRefused}</StateMark>
      <h3>{messages[photo.kind]}</h3>
      <p className="hint">
        {entryPlace(photo, viewsById)}・{whenWords(photo.addedAtMs, now)}
      </p>
      <h4>{messages.reason}</h4>
      <p>{title}</p>
      <h4>{messages.next}</h4>
      <p>{todo}</p>
      <ButtonLink
        look="solid"
        wide
        href={
          photo.kind === 'passbook' ? paths.payee : paths.visit({ engagement: photo.aggregate, visit: photo.visit })
        }
      >
        {messages.photoMend}
      </ButtonLink>
    </article>
  );
}

const wordsOf = (problem: string | null): { readonly title: string; readonly todo: string } =>
  problem === 'wrong_hash' || problem === 'unreadable' || problem === null || !Object.hasOwn(PROBLEMS, problem)
    ? { title: messages.photoUnreadable, todo: messages.photoUnreadableNext }
    : PROBLEMS[problem as ProblemCode];
