/** Words that wrap only between phrases, never inside a short one. */
export function Phrases({ words }: { readonly words: readonly string[] }) {
  if (words.length < 2) return words[0];
  return words.map((phrase) => (
    <span key={phrase} className="keep">
      {phrase}
    </span>
  ));
}
