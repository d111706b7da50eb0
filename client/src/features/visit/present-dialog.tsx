import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';
import type { FactDialogProps } from './place-dialog.tsx';

const SEPARATOR = '、';

/** Who was there: the people known of the company and its support officers by a tap, anybody else by name. */
export function PresentDialog({ view, draft, onClose }: FactDialogProps) {
  const [names, setNames] = useState(draft.fields.present);
  const { company, engagement } = view;
  const officers = (engagement.team?.officers ?? []).map(({ name }) => name);
  const known = [...new Set([...(company ? [company.representative.name, company.contact] : []), ...officers])];
  const listed = names.split(SEPARATOR).map((name) => name.trim());
  const toggle = (name: string, there: boolean) =>
    setNames([...listed.filter((one) => one !== name && one !== ''), ...(there ? [name] : [])].join(SEPARATOR));
  const use = () => {
    draft.choose('present', names.trim());
    onClose();
  };
  return (
    <Dialog
      open
      holdsInput
      title={messages.presentTitle}
      onClose={onClose}
      actions={
        <Button look="solid" size="lg" wide onClick={use}>
          {messages.use}
        </Button>
      }
    >
      {known.map((name) => (
        <Checkbox key={name} label={name} checked={listed.includes(name)} onChange={(there) => toggle(name, there)} />
      ))}
      <TextField label={messages.presentNames} help={messages.presentHelp} value={names} onChange={setNames} />
    </Dialog>
  );
}
