import { Fragment } from 'react';

export type PhrasesProps = { readonly words: readonly string[] };

/** Words that wrap only between phrases, never inside one. */
export function Phrases({ words }: PhrasesProps) {
  if (words.length < 2) return words[0];
  return words.map((phrase) => (
    <span key={phrase} className="keep">
      {phrase}
    </span>
  ));
}

/** A company's name, wrapping only at its spaces and before a bracket. */
export function CompanyName({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return null;
  // A space inside of a phrase would be swallowed at its end: it stands between them.
  const [first, ...rest] = name.split(/[ \u3000]/);
  return (
    <>
      <Phrases words={beforeBracket(first ?? '')} />
      {rest.map((word) => (
        <Fragment key={word}>
          {' '}
          <span className="keep">
            <Phrases words={beforeBracket(word)} />
          </span>
        </Fragment>
      ))}
    </>
  );
}

const beforeBracket = (word: string): readonly string[] => word.split(/(?=（)/u);
