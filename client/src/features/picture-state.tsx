import type { PictureRecord } from '@banso/shared/engagement/photo.ts';
import { useQuery } from '../sync/banso-context.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { messages } from './messages.ts';

/** Whether the server has a picture's bytes: the record says so, nothing else does. */
export function PictureState({ picture }: { readonly picture: Pick<PictureRecord, 'id' | 'stored'> }) {
  const held = useQuery(
    async (store) => (await store.heldPhotos()).find(({ id }) => id === picture.id) ?? null,
    [picture.id],
  );
  if (picture.stored) return <StateMark state="sent" />;
  if (held === undefined) return null;
  if (held?.stage === 'refused') return <StateMark state="refused">{messages.photoRefused}</StateMark>;
  return <StateMark state="waiting">{held ? undefined : messages.photoOnItsWay}</StateMark>;
}
