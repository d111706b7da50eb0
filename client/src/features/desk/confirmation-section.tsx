import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type Confirmation, isDisproved } from '@banso/shared/evidence/confirmation.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ConfirmedHow } from '../confirmed-how.tsx';
import { CodeForCompany } from './code-for-company.tsx';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { instantWords } from './words.ts';

/** The company's word: who signed what, and whether it still counts for the facts as they are now. */
export function ConfirmationSection({ row }: { readonly row: DeskRow }) {
  const { visit, judged } = row;
  const { confirmation, signature } = judged;
  return (
    <PaneSection title={messages.confirmation}>
      {signature === 'stands' && <StateMark state="signed">{messages.confirmed}</StateMark>}
      {signature === 'none' && <StateMark state="unsigned">{messages.notSigned}</StateMark>}
      {signature === 'fallen' && confirmation && <Fallen visit={visit} confirmation={confirmation} />}
      {confirmation && <Signed confirmation={confirmation} />}
      {signature !== 'stands' && <CodeForCompany row={row} />}
    </PaneSection>
  );
}

function Fallen({ visit, confirmation }: { readonly visit: Visit; readonly confirmation: Confirmation }) {
  if (isDisproved(confirmation))
    return (
      <Notice kind="error" title={messages.fallen}>
        <p>{messages.disproved}</p>
      </Notice>
    );
  return (
    <Notice kind="error" title={messages.fallen}>
      <p>{messages.fallenReason}</p>
      <p className="hint">{messages.fallenDiff}</p>
      <div className="review__lines">
        <DiffText before={confirmation.text} after={confirmationText(visit, confirmation.parties) ?? ''} />
      </div>
    </Notice>
  );
}

function Signed({ confirmation }: { readonly confirmation: Confirmation }) {
  const { signer, sentence, reading, deviceProof, codeProof, text } = confirmation;
  return (
    <>
      <ConfirmedHow confirmation={confirmation} />
      <Facts>
        <Fact
          label={messages.signer}
          note={`${messages.roles[signer.role]}・${messages.identifiedBy(messages.identified[signer.identifiedBy])}`}
        >
          {messages.signerWords(signer.title, signer.name)}
        </Fact>
        <Fact label={messages.sentence}>{sentence}</Fact>
        <Fact label={messages.signedAt}>{instantWords(reading.wallMs)}</Fact>
        <Fact label={messages.deviceProof}>{messages.deviceProofs[`${deviceProof}`]}</Fact>
        {confirmation.manner.by === 'typedName' && (
          <Fact label={messages.codeProof}>{messages.codeProofs[`${codeProof}`]}</Fact>
        )}
      </Facts>
      <details>
        <summary>{messages.signedText}</summary>
        <p className="review__lines">{text}</p>
      </details>
    </>
  );
}
