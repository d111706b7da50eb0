import { papersNamed } from '@banso/shared/engagement/paper.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { shortTextCode } from '@banso/shared/evidence/confirmation-text.ts';
import { type Confirmation, entryOf, photosNamedBy } from '@banso/shared/evidence/confirmation.ts';
import { COMPARED_WORDS, PAPER_WAY_WORDS } from '@banso/shared/evidence/signer-words.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact } from '../../ui/facts.tsx';
import { Tag } from '../../ui/tag.tsx';
import { PaperCopies } from '../paper-copies.tsx';
import { paperMessages } from '../paper-messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { EnterPaperDialog } from './enter-paper-dialog.tsx';
import { enterPaperMessages } from './enter-paper-messages.ts';
import { maySendBack } from './may-act.ts';
import { usePersonName } from './use-person-name.ts';

/** The way for a paper that came to the office, where no whole confirmation stands. */
export function EnterPaper({ row }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const [entering, setEntering] = useState(false);
  const { view, visit, judged } = row;
  const needed = judged.signature !== 'stands' || judged.findings.some(({ code }) => code === 'paper-missing');
  const may = maySendBack(me, view) && me.person !== expertInCharge(view.engagement);
  if (!visit.time?.to || !may) return null;
  if (entering) return <EnterPaperDialog row={row} onClose={() => setEntering(false)} />;
  return (
    needed && (
      <p>
        <Button onClick={() => setEntering(true)}>{enterPaperMessages.open}</Button>
      </p>
    )
  );
}

/** The photos of the paper, how the office came to it, and who entered it. */
export function OnPaper({ row, confirmation }: { readonly row: DeskRow; readonly confirmation: Confirmation }) {
  const papers = papersNamed(row.view.engagement, photosNamedBy(confirmation));
  const missing = papers.filter(({ stored }) => stored === null).length;
  return (
    <>
      {entryOf(confirmation) && (
        <p>
          <Tag>{enterPaperMessages.proxyEntered}</Tag>
        </p>
      )}
      {missing > 0 && <p>{paperMessages.missing(missing)}</p>}
      <PaperCopies engagement={row.view.id} papers={papers} />
    </>
  );
}

/** What is known of the paper, line by line. */
export function PaperFacts({ confirmation }: { readonly confirmation: Confirmation }) {
  const { me } = useBanso();
  const { manner, enteredBy, hash } = confirmation;
  const name = usePersonName(enteredBy ?? '');
  const entry = entryOf(confirmation);
  if (manner.by !== 'paper') return null;
  return (
    <>
      <Fact label={enterPaperMessages.writtenOn}>{wareki(manner.writtenOn)}</Fact>
      <Fact label={enterPaperMessages.code} note={paperMessages.codeHelp}>
        <span className="paper-code">{shortTextCode(hash)}</span>
      </Fact>
      {entry && enteredBy !== null && (
        <>
          <Fact
            label={enterPaperMessages.enteredBy}
            note={enteredBy === me.person ? enterPaperMessages.ownEntry : undefined}
          >
            {enterPaperMessages.enteredWords(name, PAPER_WAY_WORDS[entry.came])}
          </Fact>
          <Fact label={enterPaperMessages.agreedWith}>{entry.agrees.map((one) => COMPARED_WORDS[one]).join('・')}</Fact>
        </>
      )}
    </>
  );
}
