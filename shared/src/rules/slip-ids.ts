/** Slips of the programme's own papers that its office may have corrected, one by one. Source: requirements section 0 item 12. */
export const SLIP_IDS = [
  'X-01',
  'X-02',
  'X-03',
  'X-04',
  'X-05',
  'X-06',
  'X-07',
  'X-08',
  'X-09',
  'X-14',
  'X-18',
] as const;
export type SlipId = (typeof SLIP_IDS)[number];

/** What a rule set says of the wording of its papers. `corrected`: slips that the office agreed to have printed without. */
export type Wording = { readonly officialWording: boolean; readonly corrected?: readonly SlipId[] | undefined };

/** Whether a paper is printed as it is meant, or letter by letter as the office printed it, which is the default. */
export const isCorrected = ({ officialWording, corrected = [] }: Wording, slip?: SlipId): boolean =>
  !officialWording || (slip !== undefined && corrected.includes(slip));
