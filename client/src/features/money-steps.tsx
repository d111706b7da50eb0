import type { Step } from '@banso/shared/money/step.ts';
import './money.css';

/** How an amount came about: what was done, with which figures, by which article. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <ol className="money-steps">
      {steps.map(({ what, figures, article }) => (
        <li key={`${what}${figures}${article}`}>
          <span>{what}</span>
          <span className="money-steps__figures">{figures}</span>
          <small>{article}</small>
        </li>
      ))}
    </ol>
  );
}
