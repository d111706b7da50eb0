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
  return name === undefined ? null : <Phrases words={name.split(/(?<=[ \u3000])|(?=（)/u)} />;
}
