import type { EngagementView } from '../../store/client-store.ts';
import type { HandOver } from '../../sync/hand-over-draft.ts';
import { Icon } from '../../ui/icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';
import { TakeBack } from './take-back.tsx';
import { VoucherOffer } from './voucher-offer.tsx';

type OfHandOver = { readonly handOver: HandOver };

/** Confirmed: here, or on the company's own device. */
export function ThanksScreen({ handOver, view }: OfHandOver & { readonly view: EngagementView | null }) {
  const elsewhere = handOver.progress.step === 'ownPhone';
  const confirmation = view?.engagement.confirmations[handOver.progress.confirmation ?? ''];
  return (
    <Screen company actions={<TakeBack handOver={handOver} />}>
      <div className="give-back give-back--done" role="status">
        <Icon name="done" />
        <h1 className="company-title">
          <Phrases words={messages.thanks} />
        </h1>
        <p>{elsewhere ? messages.thanksArrived : messages.thanksSaved}</p>
        <p>{messages.giveBack}</p>
      </div>
      {confirmation && <VoucherOffer confirmation={confirmation} engagement={handOver.engagement} />}
    </Screen>
  );
}

/** ちがうところがあります: nothing is recorded, the two of them talk. */
export function DifferentScreen({ handOver }: OfHandOver) {
  return (
    <Screen company actions={<TakeBack handOver={handOver} canStay />}>
      <div className="give-back" role="status">
        <h1 className="company-title">
          <Phrases words={messages.differentTitle} />
        </h1>
        <p>{messages.different}</p>
        <p>{messages.giveBack}</p>
      </div>
    </Screen>
  );
}

/** The visit is not on this device, or has no end any more. */
export function MissingScreen({ handOver }: OfHandOver) {
  return (
    <Screen company actions={<TakeBack handOver={handOver} />}>
      <div className="give-back">
        <h1 className="company-title">{messages.missing}</h1>
        <p>{messages.missingHint}</p>
      </div>
    </Screen>
  );
}
