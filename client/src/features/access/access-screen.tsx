import type { Role } from '@banso/shared/operation/context.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { OwnPlace } from '../own-place.tsx';
import { AccessLog } from './access-log.tsx';
import { AccessMonth } from './access-month.tsx';
import { messages } from './messages.ts';
import './access.css';

/** Those who answer for everybody's accesses; everybody else reads their own. */
const READERS: readonly Role[] = ['administrator', 'privacyManager'];

export function AccessScreen() {
  const { me } = useBanso();
  if (me.roles.some(({ role }) => READERS.includes(role)))
    return (
      <DeskPlaces current="access">
        <div className="access">
          <h1>{messages.title}</h1>
          <p>{messages.intro}</p>
          <AccessMonth />
          <AccessLog />
        </div>
      </DeskPlaces>
    );
  return (
    <OwnPlace title={messages.title} current="more" back={messages.back}>
      <div className="access">
        <p>{messages.introOwn}</p>
        <AccessLog />
      </div>
    </OwnPlace>
  );
}
