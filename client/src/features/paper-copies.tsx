import { type Paper, paperPart } from '@banso/shared/engagement/paper.ts';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { paperMessages as messages } from './paper-messages.ts';
import { PictureImage } from './photo-image.tsx';
import { PictureState } from './picture-state.tsx';
import './paper.css';

export type PaperCopiesProps = {
  readonly engagement: string;
  readonly papers: readonly Paper[];
  /** What may be done with one of them, below it. */
  readonly actionOf?: (paper: Paper, which: number) => ReactNode;
};

/** The photos of a signed paper, large enough to recognise; a press opens one to read it. */
export function PaperCopies({ engagement, papers, actionOf }: PaperCopiesProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const [whole, setWhole] = useState(false);
  if (papers.length === 0) return null;
  const open = papers.findIndex(({ id }) => id === openId);
  const shown = papers[open];
  const image = (paper: Paper, which: number) => (
    <PictureImage record={{ engagement, part: paperPart(paper.id) }} picture={paper} words={messages.copy(which)} />
  );
  return (
    <>
      <ul className="paper-copies">
        {papers.map((paper, at) => (
          <li key={paper.id}>
            <button type="button" className="paper-copies__open" onClick={() => setOpenId(paper.id)}>
              {image(paper, at + 1)}
            </button>
            <PictureState picture={paper} />
            {actionOf?.(paper, at + 1)}
          </li>
        ))}
      </ul>
      {shown && (
        <Dialog open large title={messages.copy(open + 1)} onClose={() => setOpenId(null)}>
          <Button look="text" onClick={() => setWhole(!whole)}>
            {whole ? messages.larger : messages.whole}
          </Button>
          <figure className={whole ? 'paper-large paper-large--whole' : 'paper-large'}>{image(shown, open + 1)}</figure>
        </Dialog>
      )}
    </>
  );
}
