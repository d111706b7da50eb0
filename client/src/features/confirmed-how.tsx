import { type Confirmation, strokesOf } from '@banso/shared/evidence/confirmation.ts';
import { PAPER_WAY_WORDS } from '@banso/shared/evidence/signer-words.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { StrokesImage } from '../ui/strokes-image.tsx';
import './confirmed-how.css';

/** How the company confirmed: the signature as it was written, else the way in words; and who wrote in the signer's place. */
export function ConfirmedHow({ confirmation }: { readonly confirmation: Confirmation }) {
  const { manner, proxy, signer } = confirmation;
  const strokes = strokesOf(confirmation);
  return (
    <div className="confirmed-how">
      {strokes && <StrokesImage strokes={strokes} label={`${signer.name}さんの署名`} />}
      {manner.by === 'typedName' && <p>お名前の入力と確認コードによる確認</p>}
      {manner.by === 'paper' && (
        <p>
          {wareki(manner.writtenOn)}に紙へ署名。理由：{manner.reason}
        </p>
      )}
      {manner.by === 'paper' && manner.entered && (
        <p>
          {PAPER_WAY_WORDS[manner.entered.came]}で届いた紙を、事務局の{manner.entered.name}さんが代理入力
        </p>
      )}
      {proxy && (
        <p>
          代筆：{proxy.name}さん（{proxy.relation}）。{proxy.reason}
        </p>
      )}
    </div>
  );
}
