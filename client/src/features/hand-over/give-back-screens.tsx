import type { HandOver } from '../../sync/hand-over-draft.ts';
import { Icon } from '../../ui/icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { CompanyScreenProps } from './company-screens.tsx';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';
import { TakeBack } from './take-back.tsx';

/** Signed. */
export function ThanksScreen({ handOver }: CompanyScreenProps) {
  return (
    <Screen company actions={<TakeBack handOver={handOver} />}>
      <div className="give-back give-back--done" role="status">
        <Icon name="done" />
        <h1 className="company-title">
          <Phrases words={messages.thanks} />
        </h1>
        <p>{messages.thanksSaved}</p>
        <p>{messages.giveBack}</p>
      </div>
    </Screen>
  );
}

/** ちがうところがあります: nothing is recorded, the two of them talk. */
export function DifferentScreen({ handOver }: CompanyScreenProps) {
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
export function MissingScreen({ handOver }: { readonly handOver: HandOver }) {
  return (
    <Screen company actions={<TakeBack handOver={handOver} />}>
      <div className="give-back">
        <h1 className="company-title">{messages.missing}</h1>
        <p>{messages.missingHint}</p>
      </div>
    </Screen>
  );
}
