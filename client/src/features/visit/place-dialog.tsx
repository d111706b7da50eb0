import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import type { EditedVisit } from './use-visit-draft.ts';

const OTHER = 'other';
const ONLINE = 'online';
const PLACE = 'place/';

export type FactDialogProps = {
  readonly view: EngagementView;
  readonly draft: EditedVisit;
  readonly onClose: () => void;
};

/** One of the company's places, another one, or online. */
export function PlaceDialog({ view, draft, onClose }: FactDialogProps) {
  const { mode, place } = draft.fields;
  const places = view.company?.places ?? [];
  const [choice, setChoice] = useState(mode === 'online' ? ONLINE : places.includes(place) ? PLACE + place : OTHER);
  const [other, setOther] = useState(places.includes(place) ? '' : place);
  const use = () => {
    draft.choose('mode', choice === ONLINE ? 'online' : 'onSite');
    if (choice !== ONLINE) draft.choose('place', choice === OTHER ? other.trim() : choice.slice(PLACE.length));
    onClose();
  };
  return (
    <Dialog
      open
      holdsInput
      title={messages.placeTitle}
      onClose={onClose}
      actions={
        <Button look="solid" size="lg" wide onClick={use}>
          {messages.use}
        </Button>
      }
    >
      <RadioGroup
        label={messages.placeOf}
        value={choice}
        onChange={setChoice}
        choices={[
          ...places.map((name) => ({ value: PLACE + name, label: name })),
          { value: OTHER, label: messages.otherPlace },
          { value: ONLINE, label: messages.online },
        ]}
      />
      {choice === OTHER && <TextField label={messages.otherPlaceText} value={other} onChange={setOther} />}
    </Dialog>
  );
}
