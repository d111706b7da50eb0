/** Something that does not hold: where it lies, and what is wrong, in Japanese. */
export type Flaw = { readonly where: string; readonly what: string };

export const flawText = ({ where, what }: Flaw): string => `${where}: ${what}`;
