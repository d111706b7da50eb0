import { useMemo } from 'react';
import { diffWords } from './diff-words.ts';
import { messages } from './messages.ts';
import './diff-text.css';

export type DiffTextProps = { readonly before: string; readonly after: string };

/** A changed text: what went is struck through, what came is underlined, and a reader hears both. */
export function DiffText({ before, after }: DiffTextProps) {
  const parts = useMemo(() => diffWords(before, after), [before, after]);
  return (
    <p className="diff">
      {parts.map((part) => {
        if (part.kind === 'same') return <span key={part.at}>{part.text}</span>;
        if (part.kind === 'removed') return <Removed key={part.at} text={part.text} />;
        return <Added key={part.at} text={part.text} />;
      })}
    </p>
  );
}

export type DiffValueProps = {
  readonly before: string;
  readonly after: string;
  /** Quieter words behind: "（実働3時間15分）". */
  readonly note?: string | undefined;
};

/** A changed value: old → new. */
export function DiffValue({ before, after, note }: DiffValueProps) {
  return (
    <span className="diff-value">
      <Removed text={before} />
      <span role="img" aria-label={messages.changedTo}>
        →
      </span>
      <b>{after}</b>
      {note !== undefined && <span>{note}</span>}
    </span>
  );
}

function Removed({ text }: { readonly text: string }) {
  return (
    <del>
      <span className="visually-hidden">［{messages.removed}：</span>
      {text}
      <span className="visually-hidden">］</span>
    </del>
  );
}

function Added({ text }: { readonly text: string }) {
  return (
    <ins>
      <span className="visually-hidden">［{messages.added}：</span>
      {text}
      <span className="visually-hidden">］</span>
    </ins>
  );
}
