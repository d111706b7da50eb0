import { missingSentences } from '@banso/shared/engagement/kpi-sentences.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

type FromKpisProps = {
  readonly engagement: string;
  /** What the field says now, and what the KPIs say of it. */
  readonly text: string;
  readonly sentences: readonly string[];
  /** What to write in a KPI so that it can be carried on to this field. */
  readonly none: string;
  readonly onCarry: () => void;
};

/** Figures are entered once, in the ＫＰＩ: a press carries them on into the text of a paper. */
export function FromKpis({ engagement, text, sentences, none, onCarry }: FromKpisProps) {
  const missing = missingSentences(text, sentences);
  if (sentences.length > 0 && missing.length === 0) return null;
  return (
    <div className="written__from-kpis">
      {missing.length === 0 ? (
        <>
          <p className="hint">{none}</p>
          <ButtonLink look="text" href={paths.written(engagement, 'growth')}>
            {messages.toKpis}
          </ButtonLink>
        </>
      ) : (
        <>
          <p className="hint">{messages.kpisSay}</p>
          <ul>
            {missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Button onClick={onCarry}>{messages.carryKpis}</Button>
        </>
      )}
    </div>
  );
}
