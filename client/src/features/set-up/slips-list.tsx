import { slipsOf } from '@banso/shared/forms/slips.ts';
import type { Wording } from '@banso/shared/rules/slip-ids.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages } from './messages.ts';

/** 様式の文言: every slip of the official papers, which of its two wordings is printed, and what is to be known about it. */
export function SlipsList({ wording }: { readonly wording: Wording }) {
  const slips = slipsOf(wording);
  return (
    <details>
      <summary>{messages.slips(slips.filter(({ isCorrected }) => isCorrected).length, slips.length)}</summary>
      <p className="hint">{messages.slipsHint}</p>
      <Facts>
        {slips.map(({ id, where, official, corrected, note, isCorrected }) => (
          <Fact key={id} label={`${id}　${where}`} stacked note={note}>
            {isCorrected ? messages.slipCorrected(corrected) : messages.slipOfficial(official)}
          </Fact>
        ))}
      </Facts>
    </details>
  );
}
