import { isGuessable } from './guessable.ts';

/** Fewer characters are not taken. */
export const MIN_PASSPHRASE = 8;
/** Digits alone are guessed a million times faster: they have to be this many. */
const MIN_DIGITS = 12;
const STRONG = 14;
const STRONG_MIXED = 11;

/** How hard a passphrase is to guess; `short`, `weak` and `common` are not taken. */
export type Strength = 'empty' | 'short' | 'weak' | 'common' | 'fair' | 'strong';

/** `words`: what whoever knows this person would try first, such as the names of the office and of the person. */
export const strengthOf = (passphrase: string, words: readonly string[] = []): Strength => {
  const characters = Array.from(passphrase.normalize('NFKC'));
  const count = characters.length;
  if (count === 0) return 'empty';
  if (count < MIN_PASSPHRASE) return 'short';
  const kinds = KINDS.filter((kind) => kind.test(passphrase)).length;
  const onlyDigits = /^\d+$/.test(characters.join(''));
  if (new Set(characters).size < MIN_PASSPHRASE / 2 || isRun(characters) || (onlyDigits && count < MIN_DIGITS))
    return 'weak';
  if (isGuessable(passphrase, words)) return 'common';
  return count >= STRONG || (count >= STRONG_MIXED && kinds > 1) ? 'strong' : 'fair';
};

const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^\sA-Za-z\d]/];

/** 12345678, abcdefgh, 87654321. */
const isRun = (characters: readonly string[]): boolean => {
  const steps = new Set(
    characters.slice(1).map((character, at) => (character.codePointAt(0) ?? 0) - (characters[at]?.codePointAt(0) ?? 0)),
  );
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
};
