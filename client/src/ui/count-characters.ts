/** How many characters a reader would count on paper's squares: code points, so that 𠮷 is one; line ends are not counted. */
export function countCharacters(text: string): number {
  return Array.from(text.replace(/\r?\n/g, '')).length;
}
