import type { Visit } from '@banso/shared/engagement/visit.ts';
import { papersNamed } from '@banso/shared/engagement/paper.ts';
import { type Confirmation, isDisproved, photosNamedBy } from '@banso/shared/evidence/confirmation.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ConfirmedHow } from '../confirmed-how.tsx';
import { CodeForCompany } from './code-for-company.tsx';
import type { DeskRow } from './desk-rows.ts';
import { enterPaperMessages } from './enter-paper-messages.ts';
import { messages } from './messages.ts';
import { EnterPaper, OnPaper, PaperFacts } from './paper-confirmation.tsx';
import { PaneSection } from './pane-section.tsx';
import { instantWords } from './words.ts';

/** The company's word: who signed what, and whether it still counts for the facts as they are now. */
export function ConfirmationSection({ row }: { readonly row: DeskRow }) {
  const { visit, judged } = row;
  const { confirmation, signature } = judged;
  return (
    <PaneSection title={messages.confirmation}>
      {signature === 'stands' && confirmation && <Standing row={row} confirmation={confirmation} />}
      {signature === 'none' && <StateMark state="unsigned">{messages.notSigned}</StateMark>}
      {signature === 'fallen' && confirmation && <Fallen visit={visit} confirmation={confirmation} />}
      {confirmation && <Signed row={row} confirmation={confirmation} />}
      {signature !== 'stands' && <CodeForCompany row={row} />}
      <EnterPaper row={row} />
    </PaneSection>
  );
}

/** A paper that nobody at the office has seen yet is no confirmation to look at. */
function Standing({ row, confirmation }: { readonly row: DeskRow; readonly confirmation: Confirmation }) {
  if (confirmation.manner.by !== 'paper') return <StateMark state="signed">{messages.confirmed}</StateMark>;
  const papers = papersNamed(row.view.engagement, photosNamedBy(confirmation));
  return papers.some(({ stored }) => stored === null) ? (
    <StateMark state="waiting">{enterPaperMessages.waiting}</StateMark>
  ) : (
    <StateMark state="signed">{enterPaperMessages.stands}</StateMark>
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

function Signed({ row, confirmation }: { readonly row: DeskRow; readonly confirmation: Confirmation }) {
  const { signer, sentence, reading, deviceProof, codeProof, text, manner } = confirmation;
  return (
    <>
      <ConfirmedHow confirmation={confirmation} />
      {manner.by === 'paper' && <OnPaper row={row} confirmation={confirmation} />}
      <Facts>
        <Fact
          label={messages.signer}
          note={`${messages.roles[signer.role]}・${messages.identifiedBy(messages.identified[signer.identifiedBy])}`}
        >
          {messages.signerWords(signer.title, signer.name)}
        </Fact>
        <Fact label={messages.sentence}>{sentence}</Fact>
        <PaperFacts confirmation={confirmation} />
        <Fact label={manner.by === 'paper' ? enterPaperMessages.recordedAt : messages.signedAt}>
          {instantWords(reading.wallMs)}
        </Fact>
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
