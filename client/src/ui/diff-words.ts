type Part = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** `at` is its place among the parts' characters, which is also its key on a screen. */
export type DiffPart = Part & { readonly at: number };

/** Above this many table cells the middle is shown as replaced whole: a screen must not wait for a comparison. */
const MOST_CELLS = 1_000_000;

/** What changed between two texts, by words (Japanese too), removals before additions. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const a = toWords(before);
  const b = toWords(after);
  const head = commonLength(a, b);
  const tail = commonLength(a.slice(head).reverse(), b.slice(head).reverse());
  return placed(
    joinRuns([
      { kind: 'same', text: a.slice(0, head).join('') },
      ...diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
      { kind: 'same', text: a.slice(a.length - tail).join('') },
    ]),
  );
}

function toWords(text: string): string[] {
  return Array.from(new Intl.Segmenter('ja', { granularity: 'word' }).segment(text), ({ segment }) => segment);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((word, i) => word !== b[i]);
  return end === -1 ? a.length : end;
}

function diffMiddle(a: readonly string[], b: readonly string[]): readonly Part[] {
  if (a.length * b.length > MOST_CELLS) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ];
  }
  const kept = longestCommon(a, b);
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [here, there] = [a[i], b[j]];
    if (here !== undefined && here === there) {
      parts.push({ kind: 'same', text: here });
      i++;
      j++;
    } else if (here !== undefined && (there === undefined || kept(i + 1, j) >= kept(i, j + 1))) {
      parts.push({ kind: 'removed', text: here });
      i++;
    } else {
      parts.push({ kind: 'added', text: there ?? '' });
      j++;
    }
  }
  return parts;
}

/** Length of the longest common subsequence of a from i and b from j. */
function longestCommon(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/** Neighbours of one kind become one part; between two unchanged words, removals come before additions. */
function joinRuns(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed) joined.push({ kind: 'removed', text: removed });
    if (added) joined.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const { kind, text } of parts) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (text) {
      flush();
      const last = joined.at(-1);
      if (last?.kind === 'same') joined[joined.length - 1] = { kind: 'same', text: last.text + text };
      else joined.push({ kind: 'same', text });
    }
  }
  flush();
  return joined;
}

function placed(parts: readonly Part[]): readonly DiffPart[] {
  let at = 0;
  return parts.map((part) => {
    const here = { ...part, at };
    at += part.text.length;
    return here;
  });
}
