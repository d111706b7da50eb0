/**
 * One step of a reckoning, as a screen or a paper prints it: what was done, with which figures, by which article or setting. A
 * result's `why` holds its steps in the order in which they were taken.
 */
export type Step = { readonly what: string; readonly figures: string; readonly article: string };
