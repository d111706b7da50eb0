import { PHOTO_PURPOSE_LABELS, PHOTO_PURPOSES, PHOTO_TYPE, type PhotoPurpose } from '@banso/shared/engagement/photo.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useEffect, useMemo, useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import type { Picture } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import type { RecordProblem } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import type { PhotosSectionProps } from './photos-section.tsx';

const CAPTION_LIMIT = 100;

export type AddPhotoDialogProps = PhotosSectionProps & { readonly picture: Picture; readonly onClose: () => void };

/** What the photo shows, in a word and a line; only then is it recorded. It stays here when the device cannot write. */
export function AddPhotoDialog({ view, visit, picture, onClose }: AddPhotoDialogProps) {
  const { store, newId } = useBanso();
  const [photo] = useState(newId);
  const [purpose, setPurpose] = useState<PhotoPurpose>('whiteboard');
  const [caption, setCaption] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const preview = usePreview(picture);
  useUnsavedInput(true);
  const add = async () => {
    setBusy(true);
    const request = {
      aggregate: view.id,
      photo,
      visit: visit.id,
      purpose,
      caption: cleanText(caption).trim(),
      picture,
    };
    const answer = await store.addPhoto(request).catch((): RecordProblem => ({ failed: 'storage' }));
    setBusy(false);
    if ('recorded' in answer) onClose();
    else setProblem(answer);
  };
  return (
    <Dialog
      open
      holdsInput
      title={messages.addPhotoTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void add()}>
            {messages.addPhoto}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <RecordProblemNotice problem={problem} />
      {preview && (
        <img
          className="photos__preview"
          src={preview}
          alt={messages.photoPreview}
          width={picture.width}
          height={picture.height}
        />
      )}
      <RadioGroup
        label={messages.photoPurpose}
        value={purpose}
        onChange={setPurpose}
        choices={PHOTO_PURPOSES.map((value) => ({ value, label: PHOTO_PURPOSE_LABELS[value] }))}
      />
      <TextField
        label={messages.photoCaption}
        need="optional"
        help={messages.photoCaptionHelp}
        value={caption}
        onChange={setCaption}
        limit={CAPTION_LIMIT}
      />
    </Dialog>
  );
}

const usePreview = ({ bytes }: Picture): string => {
  const url = useMemo(() => URL.createObjectURL(new Blob([bytes], { type: PHOTO_TYPE })), [bytes]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
};
