import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso } from '../../sync/banso-context.tsx';
import { CLOSING, endHandOver, type HandOver, saveHandOver } from '../../sync/hand-over-draft.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

export type TakeBackProps = {
  readonly handOver: HandOver;
  /** The company may also look at the facts again. */
  readonly canStay?: boolean;
};

/** The expert takes the phone back: two presses on purpose, without holding or sliding. */
export function TakeBack({ handOver, canStay }: TakeBackProps) {
  const { me, store } = useBanso();
  const [, navigate] = useLocation();
  const [open, setOpen] = useState(false);
  const [isExpert, setIsExpert] = useState(false);
  const close = () => {
    setOpen(false);
    setIsExpert(false);
  };
  const takeBack = async () => {
    navigate(handOver.visit === CLOSING ? paths.claim(handOver.engagement) : paths.visit(handOver), { replace: true });
    await endHandOver(store);
  };
  return (
    <>
      <Button size="lg" wide onClick={() => setOpen(true)}>
        {messages.takeBack}
      </Button>
      {canStay && (
        <Button
          look="text"
          wide
          onClick={() => void saveHandOver(store, { ...handOver, progress: { ...handOver.progress, step: 'read' } })}
        >
          {messages.stay}
        </Button>
      )}
      <Dialog
        open={open}
        onClose={close}
        title={messages.forExpert}
        actions={
          <>
            <Button look="solid" size="lg" wide disabled={!isExpert} onClick={() => void takeBack()}>
              {messages.goOn}
            </Button>
            <Button wide onClick={close}>
              {messages.stay}
            </Button>
          </>
        }
      >
        <p>{messages.takeBackHint}</p>
        <Checkbox label={messages.iAmExpert(me.name)} checked={isExpert} onChange={setIsExpert} />
      </Dialog>
    </>
  );
}
