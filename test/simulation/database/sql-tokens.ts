/** One piece of a statement. Unquoted names are lower case; quoted ones are as they were written. */
export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'number' | 'text' | 'sign'; readonly text: string }
  | { readonly kind: 'param'; readonly index: number };

const PIECE =
  /\s+|--[^\n]*|"([^"]+)"|'((?:[^']|'')*)'|\$(\d+)|(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(::|<=|>=|<>|!=|\|\||[()[\],.=<>+\-*;])/y;

/** Throws where the text is none of the SQL that the model knows. */
export const tokensOf = (sql: string): readonly Token[] => {
  const tokens: Token[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < sql.length) {
    const at = PIECE.lastIndex;
    const found = PIECE.exec(sql);
    if (!found) throw new Error(`The model cannot read this SQL: ${sql.slice(at, at + 60)}`);
    const [, quoted, text, param, number, name, sign] = found;
    if (quoted !== undefined) tokens.push({ kind: 'name', text: quoted, quoted: true });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") });
    else if (param !== undefined) tokens.push({ kind: 'param', index: Number(param) - 1 });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase(), quoted: false });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign === '!=' ? '<>' : sign });
  }
  return tokens;
};

/** Reads tokens one after the other. */
export type TokenReader = {
  readonly peek: (ahead?: number) => Token | undefined;
  readonly next: () => Token;
  /** Whether these words, or this sign, come next; nothing is taken. */
  readonly sees: (...words: readonly string[]) => boolean;
  /** Takes these words, or this sign, if they come next. */
  readonly takes: (...words: readonly string[]) => boolean;
  readonly expect: (...words: readonly string[]) => void;
  readonly name: () => string;
};

export const readTokens = (sql: string): TokenReader => {
  const tokens = tokensOf(sql);
  let at = 0;
  const fail = (wanted: string): never => {
    const rest = tokens.slice(at, at + 6).map((token) => ('text' in token ? token.text : `$${token.index + 1}`));
    throw new Error(`The model expected ${wanted} before: ${rest.join(' ')} in: ${sql}`);
  };
  const sees: TokenReader['sees'] = (...words) =>
    words.every((word, i) => {
      const token = tokens[at + i];
      if (token?.kind === 'name') return !token.quoted && token.text === word;
      return token?.kind === 'sign' && token.text === word;
    });
  const takes: TokenReader['takes'] = (...words) => {
    if (!sees(...words)) return false;
    at += words.length;
    return true;
  };
  return {
    sees,
    takes,
    peek: (ahead = 0) => tokens[at + ahead],
    next: () => {
      const token = tokens[at] ?? fail('more');
      at += 1;
      return token;
    },
    expect: (...words) => {
      if (!takes(...words)) fail(words.join(' '));
    },
    name: () => {
      const token = tokens[at];
      if (token?.kind !== 'name') return fail('a name');
      at += 1;
      return token.text;
    },
  };
};
