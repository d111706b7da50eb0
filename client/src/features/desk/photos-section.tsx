import { photosOf } from '@banso/shared/engagement/engagement.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { PhotoTiles } from '../photo-tiles.tsx';
import type { DeskRow } from './desk-rows.ts';
import { maySendBack } from './may-act.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';

/** The photos of a visit, and those that have not arrived yet. */
export function PhotosSection({ row }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const { view, visit } = row;
  const photos = photosOf(view.engagement, visit.id);
  if (photos.length === 0) return null;
  const missing = photos.filter(({ stored }) => stored === null).length;
  return (
    <PaneSection title={messages.photos(photos.length)}>
      {missing > 0 && <p className="hint">{messages.photosMissing(missing)}</p>}
      <PhotoTiles engagement={view.id} photos={photos} mayRemove={maySendBack(me, view)} />
    </PaneSection>
  );
}
