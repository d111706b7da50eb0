import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { placeWords } from '../visit-words.ts';
import { messages } from './messages.ts';
import { PlaceDialog } from './place-dialog.tsx';
import { PresentDialog } from './present-dialog.tsx';
import type { EditedVisit } from './use-visit-draft.ts';

const BREAK_STEP = 5;
const LONGEST_BREAK = 12 * 60;

export type VisitFactsProps = { readonly view: EngagementView; readonly draft: EditedVisit };

/** Break, place and who was there: each change is recorded at once. */
export function VisitFacts({ view, draft }: VisitFactsProps) {
  const [open, setOpen] = useState<'place' | 'present' | null>(null);
  const close = () => setOpen(null);
  const { fields } = draft;
  return (
    <>
      <Facts>
        <Fact label={messages.break}>
          <BreakStepper draft={draft} />
        </Fact>
        <Fact
          label={messages.place}
          action={<EditButton label={messages.editPlace} onClick={() => setOpen('place')} />}
        >
          {fields.mode === 'onSite' && fields.place === '' ? messages.blank : placeWords(fields)}
        </Fact>
        <Fact
          label={messages.present}
          action={<EditButton label={messages.editPresent} onClick={() => setOpen('present')} />}
        >
          {fields.present || messages.blank}
        </Fact>
      </Facts>
      {(draft.unfit.includes('place') || draft.unfit.includes('present')) && (
        <p className="visit__unfit" role="alert">
          {messages.unfit}
        </p>
      )}
      {open === 'place' && <PlaceDialog view={view} draft={draft} onClose={close} />}
      {open === 'present' && <PresentDialog view={view} draft={draft} onClose={close} />}
    </>
  );
}

/** The break in steps of five minutes. */
export function BreakStepper({ draft }: { readonly draft: EditedVisit }) {
  const { breakMinutes } = draft.fields;
  return (
    <Stepper
      label={messages.break}
      value={breakMinutes}
      step={BREAK_STEP}
      min={0}
      max={LONGEST_BREAK}
      words={breakMinutes === 0 ? messages.noBreak : messages.minutes(breakMinutes)}
      decreaseLabel={messages.breakLess}
      increaseLabel={messages.breakMore}
      onChange={(value) => draft.choose('breakMinutes', value)}
    />
  );
}

function EditButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button look="text" aria-label={label} onClick={onClick}>
      {messages.edit}
    </Button>
  );
}
